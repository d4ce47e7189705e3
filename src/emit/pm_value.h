/* SPDX-License-Identifier: MIT */
/* A scalar of a YAML file as Python's str() writes it, which is what Partition Manager does with
 * extra_params.
 */
#ifndef PMLAYOUT_EMIT_PM_VALUE_H
#define PMLAYOUT_EMIT_PM_VALUE_H

#include "model/node.h"

/* False for a collection, and for a number that this program cannot hold. */
bool pm_value_text(struct text *out, const struct node *value);

/* A float of a YAML file, as Python prints it, and as PyYAML writes it again. */
void pm_value_python_float(struct text *out, const char *text);
void pm_value_yaml_float(struct text *out, const char *text);

#endif
