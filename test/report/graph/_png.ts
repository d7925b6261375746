/** Reads the pixels of a PNG of 8 bits a channel that is not interlaced, as rsvg-convert and browsers write it. */
import { inflateSync } from 'node:zlib';

/** A picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colour of a pixel: `#ffffff`. */
  at(x: number, y: number): string;
}

/** Decodes a PNG (PNG specification, chapters 7 to 9). */
export function readPng(file: Buffer): Picture {
  const header = file.indexOf('IHDR') + 4;
  const [width, height] = [file.readUInt32BE(header), file.readUInt32BE(header + 4)];
  const channels = file[header + 9] === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(dataOf(file)), width * channels, height, channels);
  return {
    width,
    height,
    at: (x, y) => {
      const start = y * width * channels + x * channels;
      return `#${rows.subarray(start, start + 3).toString('hex')}`;
    },
  };
}

function dataOf(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  return Buffer.concat(parts);
}

function unfilter(data: Buffer, stride: number, height: number, step: number): Buffer {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (rows[y * stride + x - step] ?? 0);
      const up = y === 0 ? 0 : (rows[(y - 1) * stride + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (rows[(y - 1) * stride + x - step] ?? 0);
      const guess = guessed(data[y * (stride + 1)] ?? 0, left, up, corner);
      rows[y * stride + x] = (data[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  return rows;
}

function guessed(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return Math.floor((left + up) / 2);
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
