/** The options that choose what hosts on this machine run. */
export const ENGINE_OPTION = {
  engine: {
    type: 'string',
    requiresArg: true,
    defaultDescription: "the machine's Redis",
    describe: 'run this server of Redis or Valkey, or the one in this folder',
  },
} as const;

/** The option that gives a package an engine of its own, so that another package is another engine. */
export const ENGINE_OF_OPTION = {
  'engine-of': {
    type: 'array',
    string: true,
    nargs: 1,
    default: [],
    defaultDescription: 'none',
    describe: 'what hosts run of a package instead: redis80=PATH of a server or its folder',
  },
} as const;
