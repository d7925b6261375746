/** The option that chooses what hosts on this machine run. */
export const ENGINE_OPTION = {
  engine: {
    type: 'string',
    requiresArg: true,
    defaultDescription: "the machine's Redis",
    describe: 'run this server of Redis or Valkey, or the one in this folder',
  },
} as const;
