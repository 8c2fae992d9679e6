import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Triple = readonly [number, number, number];

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8');
const themes = {
  light: css.slice(css.indexOf(':root {'), css.indexOf('.dark {')),
  dark: css.slice(css.indexOf('.dark {')),
};
const names = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-rest'];

/** A token of a theme: lightness, chroma and hue. */
function token(theme: string, name: string): Triple {
  const found = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(theme);
  if (found === null) throw new Error(`no token ${name}`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}

const apply = (rows: readonly Triple[], [x, y, z]: Triple): Triple => {
  const [a, b, c] = rows.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a ?? 0, b ?? 0, c ?? 0];
};

// OKLab to linear sRGB and back: Björn Ottosson, https://bottosson.github.io/posts/oklab/
function toLinear([lightness, chroma, hue]: Triple): Triple {
  const angle = (hue * Math.PI) / 180;
  const lab: Triple = [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const [l, m, s] = apply(
    [
      [1, 0.3963377774, 0.2158037573],
      [1, -0.1055613458, -0.0638541728],
      [1, -0.0894841775, -1.291485548],
    ],
    lab,
  );
  return apply(
    [
      [4.0767416621, -3.3077115913, 0.2309699292],
      [-1.2684380046, 2.6097574011, -0.3413193965],
      [-0.0041960863, -0.7034186147, 1.707614701],
    ],
    [l ** 3, m ** 3, s ** 3],
  );
}
function toLab(linear: Triple): Triple {
  const [l, m, s] = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** How colours look without one kind of cones: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const visions: Record<string, readonly Triple[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const clamp = ([r, g, b]: Triple): Triple => {
  const within = (value: number) => Math.max(0, Math.min(1, value));
  return [within(r), within(g), within(b)];
};
const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const distance = (left: Triple, right: Triple) =>
  Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);

describe.each(Object.entries(themes))('in %s', (_, theme) => {
  test.each(Object.entries(visions))('any two colours differ clearly with %s', (_vision, matrix) => {
    const seen = names.map((name) => toLab(clamp(apply(matrix, toLinear(token(theme, name))))));
    const distances = seen.flatMap((left, index) =>
      seen.slice(index + 1).map((right) => distance(left, right)),
    );
    // About 0.02 is just noticeable in OKLab.
    expect(Math.min(...distances)).toBeGreaterThan(0.11);
  });

  test.each(Object.entries(visions))(
    'what failed differs clearly from what did not with %s',
    (_vision, matrix) => {
      const [failed, ...others] = ['danger', 'chart-1', 'chart-2', 'chart-rest'].map((name) =>
        toLab(clamp(apply(matrix, toLinear(token(theme, name))))),
      );
      if (failed === undefined) throw new Error('no colour');
      expect(Math.min(...others.map((other) => distance(failed, other)))).toBeGreaterThan(0.08);
    },
  );

  test('every colour stands out from the surface (WCAG 1.4.11: 3 to 1)', () => {
    const surface = luminance(toLinear(token(theme, 'surface'))) + 0.05;
    for (const name of names) {
      const color = luminance(toLinear(token(theme, name))) + 0.05;
      expect(Math.max(surface, color) / Math.min(surface, color), name).toBeGreaterThanOrEqual(3);
    }
  });
});
