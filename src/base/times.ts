/** Times as people and machines read them: written in ISO 8601, in whole seconds of UTC. */
import { type Milliseconds, milliseconds } from './units.ts';

/** A time as the register and tags have it: `2026-11-27T18:03:00Z`. */
export function formatTime(time: number): string {
  return new Date(Math.floor(time / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}

/** A length of time for people, by its two largest units: `3 d 4 h`, `7 h 58 min`, `12 min`. */
export function formatSpan(time: Milliseconds): string {
  const minutes = Math.floor(time / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  return minutes > 0 ? `${minutes} min` : `${Math.floor(time / 1_000)} s`;
}

/** From one time to another; below 0 where that is over. */
export function spanBetween(from: number, to: number): Milliseconds {
  return milliseconds(to - from);
}
