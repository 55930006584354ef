import { integer, type Param } from './param.ts';

/** How many from the top: "top 8", or just 8. Any other word is left for the next parameter. */
export function topIfAny(about: string): Param<number | undefined> & { readonly optional: true } {
  const required = integer(about, { min: 2, max: 255 });
  return {
    ...required,
    optional: true,
    read(cursor, name, reading) {
      const [first = ''] = cursor.words();
      if (first.toLowerCase() === 'top') cursor.take();
      else if (!/^[+-]?\d/.test(first)) return undefined;
      return required.read(cursor, name, reading);
    },
  };
}
