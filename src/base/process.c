/* SPDX-License-Identifier: MIT */
/* Runs another program and collects what it prints. */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/descriptor.h"

#define PIECE 4096

extern char **environ;

/* The pipes of a child: [0] its output, [1] its errors; -1 when closed. */
struct pipes {
	int ours[2], theirs[2];
};

static void close_all(int descriptors[2])
{
	for (int i = 0; i < 2; i++) {
		if (descriptors[i] >= 0)
			close(descriptors[i]);
		descriptors[i] = -1;
	}
}

static bool open_pipes(struct pipes *pipes)
{
	*pipes = (struct pipes){{-1, -1}, {-1, -1}};
	for (int i = 0; i < 2; i++) {
		int ends[2];

		if (pipe(ends) != 0)
			return false;
		pipes->ours[i] = ends[0];
		pipes->theirs[i] = ends[1];
		if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 ||
		    fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0)
			return false;
	}
	return true;
}

/* The error number, 0 when the child runs. */
static int spawn(const char *const argv[], const struct pipes *pipes, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	/* The strings are not changed; POSIX leaves out the const only for old programs. */
	union {
		const char *const *given;
		char *const *taken;
	} arguments = {argv};
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, pipes->theirs[0], STDOUT_FILENO);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, pipes->theirs[1], STDERR_FILENO);
	if (!error)
		error = posix_spawnp(child, argv[0], &actions, NULL, arguments.taken, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Takes one piece of what has come; false on an error or too much of it. */
static bool take_piece(int *fd, struct text *text)
{
	char piece[PIECE];
	ptrdiff_t got = descriptor_read(*fd, piece, sizeof(piece));

	if (got < 0)
		return false;
	if (got == 0) {
		close(*fd);
		*fd = -1;
	}
	if ((size_t)got > FILE_SIZE_LIMIT - text->n) {
		errno = EFBIG;
		return false;
	}
	text_add(text, (struct str){piece, (size_t)got});
	return true;
}

/* Reads both pipes as they fill, so that the child never waits for us to read the other one. */
static bool drain(struct pipes *pipes, struct text texts[2])
{
	while (pipes->ours[0] >= 0 || pipes->ours[1] >= 0) {
		struct pollfd wait[2] = {{pipes->ours[0], POLLIN, 0}, {pipes->ours[1], POLLIN, 0}};

		if (poll(wait, 2, -1) < 0) {
			if (errno != EINTR)
				return false;
			continue;
		}
		for (int i = 0; i < 2; i++)
			if (wait[i].revents && !take_piece(&pipes->ours[i], &texts[i]))
				return false;
	}
	return true;
}

static int wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Collects from a child that runs, until it has ended. */
static int collect(struct arena *arena, pid_t child, struct pipes *pipes,
		   struct process_result *result)
{
	struct text texts[2] = {{.arena = arena}, {.arena = arena}};
	int error = drain(pipes, texts) ? 0 : errno;

	if (error)
		kill(child, SIGKILL);
	result->status = wait_for(child);
	result->output = (struct str){texts[0].p ? texts[0].p : "", texts[0].n};
	result->errors = (struct str){texts[1].p ? texts[1].p : "", texts[1].n};
	return error;
}

bool process_run(struct arena *arena, const char *const argv[], struct process_result *result,
		 const char **why)
{
	struct pipes pipes;
	pid_t child = -1;
	int error = open_pipes(&pipes) ? 0 : errno;

	if (!error)
		error = spawn(argv, &pipes, &child);
	close_all(pipes.theirs);
	if (!error)
		error = collect(arena, child, &pipes, result);
	close_all(pipes.ours);
	if (error)
		*why = error == EFBIG ? "its output is larger than 64 MiB" : strerror(error);
	return error == 0;
}
