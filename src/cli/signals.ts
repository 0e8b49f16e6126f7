/** The signals that end a command, and the exit code for each: 128 and the signal's number. */
export const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
