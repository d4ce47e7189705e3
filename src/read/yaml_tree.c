/* SPDX-License-Identifier: MIT */
/* libyaml's events into a tree of nodes with byte spans, refusing what PyYAML would refuse. */
#include "read/read.h"

#include <string.h>

#include <yaml.h>

#include "base/arena.h"
#include "read/yaml_build.h"
#include "read/yaml_problem.h"

static bool on_scalar(struct yaml_build *build, const yaml_event_t *event)
{
	const yaml_scalar_style_t style = event->data.scalar.style;
	const char *value = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	struct node scalar = {.kind = NODE_SCALAR};

	scalar.at = yaml_text_span(&build->text, event->start_mark.index, event->end_mark.index);
	if (event->data.scalar.anchor || event->data.scalar.tag)
		scalar.at.begin =
			yaml_text_skip_properties(&build->text, scalar.at.begin, scalar.at.end);
	if (style != YAML_PLAIN_SCALAR_STYLE) {
		scalar.at = yaml_text_trim(scalar.at);
		yaml_text_note(&build->text, build->arena, scalar.at,
			       style == YAML_LITERAL_SCALAR_STYLE ||
				       style == YAML_FOLDED_SCALAR_STYLE);
	}
	scalar.quoted = !event->data.scalar.plain_implicit;
	scalar.text = (struct str){arena_copy(build->arena, value, length), length};
	if (memchr(value, '\0', length))
		return yaml_build_refuse(build, scalar.at, "a text holds the character U+0000",
					 NULL);
	return yaml_build_scalar(build, &scalar, (const char *)event->data.scalar.anchor,
				 (const char *)event->data.scalar.tag);
}

static bool on_mapping(struct yaml_build *build, const yaml_event_t *event)
{
	const struct yaml_collection begun = {
		.kind = NODE_MAPPING,
		.flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
		.begin = yaml_text_offset(&build->text, event->start_mark.index),
		.anchor = (const char *)event->data.mapping_start.anchor,
		.tag = (const char *)event->data.mapping_start.tag,
	};

	return yaml_build_begin(build, &begun);
}

static bool on_sequence(struct yaml_build *build, const yaml_event_t *event)
{
	const struct yaml_collection begun = {
		.kind = NODE_SEQUENCE,
		.flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
		.begin = yaml_text_offset(&build->text, event->start_mark.index),
		.anchor = (const char *)event->data.sequence_start.anchor,
		.tag = (const char *)event->data.sequence_start.tag,
	};

	return yaml_build_begin(build, &begun);
}

static bool on_event(struct yaml_build *build, const yaml_event_t *event)
{
	struct span at;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (!build->root)
			return true;
		at = yaml_text_span(&build->text, event->start_mark.index, event->end_mark.index);
		return yaml_build_refuse(
			build, at, "the file holds a second document",
			"Partition Manager reads one document a file: delete the `---`");
	case YAML_SCALAR_EVENT:
		return on_scalar(build, event);
	case YAML_ALIAS_EVENT:
		at = yaml_text_span(&build->text, event->start_mark.index, event->end_mark.index);
		return yaml_build_alias(build, (const char *)event->data.alias.anchor, at);
	case YAML_MAPPING_START_EVENT:
		return on_mapping(build, event);
	case YAML_SEQUENCE_START_EVENT:
		return on_sequence(build, event);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		return yaml_build_end(build, event->end_mark.index);
	default:
		return true;
	}
}

static bool report_parser(struct yaml_build *build, const yaml_parser_t *parser)
{
	struct yaml_problem problem = {
		.unreadable_bytes = parser->error == YAML_READER_ERROR,
		.problem = parser->problem ? parser->problem : "out of memory",
		.index = parser->problem_mark.index,
		.context = parser->context,
		.context_index = parser->context_mark.index,
		.offset = parser->problem_offset,
		.value = parser->problem_value,
	};

	yaml_report_problem(&build->text, &problem, build->found);
	return false;
}

struct node *yaml_tree_read_comments(struct arena *arena, const struct source *source,
				     struct findings *found, struct comment **comments)
{
	struct yaml_build *build = ARENA_NEW(arena, struct yaml_build);
	yaml_parser_t parser;
	yaml_event_t event;
	bool ok = true, done = false;
	uint32_t end;

	build->arena = arena;
	build->found = found;
	*comments = NULL;
	if (!yaml_text_open(&build->text, source, found))
		return NULL;
	if (!yaml_parser_initialize(&parser)) {
		yaml_build_refuse(build, span_of(source, 0, 0),
				  "not enough memory to read the file", NULL);
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser,
				     (const unsigned char *)source->text.p + build->text.begin,
				     source->text.n - build->text.begin);
	while (ok && !done) {
		if (!yaml_parser_parse(&parser, &event)) {
			ok = report_parser(build, &parser);
			break;
		}
		done = event.type == YAML_STREAM_END_EVENT;
		ok = on_event(build, &event);
		yaml_event_delete(&event);
	}
	end = ok ? (uint32_t)source->text.n : yaml_text_offset(&build->text, parser.mark.index);
	yaml_parser_delete(&parser);
	yaml_text_report_hidden(&build->text, end, found);
	*comments = ok ? yaml_text_comments(&build->text, arena) : NULL;
	return ok ? build->root : NULL;
}

struct node *yaml_tree_read(struct arena *arena, const struct source *source,
			    struct findings *found)
{
	struct comment *comments;

	return yaml_tree_read_comments(arena, source, found, &comments);
}
