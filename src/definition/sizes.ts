import { type Bytes, bytes } from '../base/units.ts';

/** The processor architecture, as FreeBSD names it in its image parameters. */
export type Architecture = 'amd64' | 'arm64';

/** What an EC2 instance type gives. */
export interface Size {
  readonly memory: Bytes;
  readonly cpus: number;
  readonly architecture: Architecture;
  /** True where processor time is bought with credits: a Sentinel that runs out of them stalls. */
  readonly burstable: boolean;
}

const GIB = 1024 ** 3;

/** Burstable types: memory in GiB by size, two processors up to `large`. */
const BURSTABLE = { t3: 'amd64', t3a: 'amd64', t4g: 'arm64' } as const;
const BURSTABLE_SIZES = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16 } as const;

/** Fixed-performance types on Nitro: memory in GiB per processor. FreeBSD needs Nitro for its stable disk names. */
const FIXED = {
  c6i: { architecture: 'amd64', perCpu: 2 },
  c7i: { architecture: 'amd64', perCpu: 2 },
  c6g: { architecture: 'arm64', perCpu: 2 },
  c7g: { architecture: 'arm64', perCpu: 2 },
  m6i: { architecture: 'amd64', perCpu: 4 },
  m7i: { architecture: 'amd64', perCpu: 4 },
  m6g: { architecture: 'arm64', perCpu: 4 },
  m7g: { architecture: 'arm64', perCpu: 4 },
  r6i: { architecture: 'amd64', perCpu: 8 },
  r7i: { architecture: 'amd64', perCpu: 8 },
  r6g: { architecture: 'arm64', perCpu: 8 },
  r7g: { architecture: 'arm64', perCpu: 8 },
} as const;
const FIXED_SIZES = { medium: 1, large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32 } as const;

/** The name of an instance type that vedette knows. */
export type SizeName =
  | `${keyof typeof BURSTABLE}.${keyof typeof BURSTABLE_SIZES}`
  | `${keyof typeof FIXED}.${keyof typeof FIXED_SIZES}`;

/** Every instance type that vedette knows, by name. `medium` exists only on Graviton (EC2 instance type pages). */
export const SIZES: ReadonlyMap<string, Size> = new Map([...burstableSizes(), ...fixedSizes()]);

/** True for the name of an instance type that vedette knows. */
export function isSizeName(name: string): name is SizeName {
  return SIZES.has(name);
}

/** What an instance type gives. */
export function sizeOf(name: SizeName): Size {
  const size = SIZES.get(name);
  if (size === undefined) throw new RangeError(`${name} is not in the table of sizes`);
  return size;
}

function* burstableSizes(): Iterable<[string, Size]> {
  for (const [family, architecture] of Object.entries(BURSTABLE))
    for (const [size, gib] of Object.entries(BURSTABLE_SIZES))
      yield [
        `${family}.${size}`,
        { memory: bytes(gib * GIB), cpus: size === 'xlarge' ? 4 : 2, architecture, burstable: true },
      ];
}

function* fixedSizes(): Iterable<[string, Size]> {
  for (const [family, { architecture, perCpu }] of Object.entries(FIXED))
    for (const [size, cpus] of Object.entries(FIXED_SIZES))
      if (size !== 'medium' || architecture === 'arm64')
        yield [
          `${family}.${size}`,
          { memory: bytes(cpus * perCpu * GIB), cpus, architecture, burstable: false },
        ];
}
