/** `--break-lock` of what changes a group that runs. */
export const BREAK_LOCK = {
  type: 'string',
  requiresArg: true,
  describe: 'the run that changes the group and has ended, whose lock is in the way',
} as const;
