/** Lists in a language. */

interface Conjunction {
  readonly and: string;
  /** The sign before the last of more than two items. */
  readonly comma?: string | undefined;
  /** The exception: another word is used before items that begin like this. */
  readonly unless?: { readonly before: RegExp; readonly and: string } | undefined;
}

/**
 * For the supported languages. `Intl.ListFormat` covers all languages, and loads all its data when first used: 6 MB for
 * six words.
 */
const CONJUNCTIONS: Readonly<Record<string, Conjunction>> = {
  en: { and: 'and', comma: ',' },
  de: { and: 'und' },
  // "Ada e Ignacio", "padre e hija", but "cobre y hierro" and "y hielo": "y" stays before a diphthong.
  es: { and: 'y', unless: { before: /^(?:i|hi(?!a|e))/i, and: 'e' } },
  fr: { and: 'et' },
  it: { and: 'e' },
  'pt-BR': { and: 'e' },
};

/** "Ada, Bob and Cara" */
export function enumerating(locale: string): (items: readonly string[]) => string {
  const words = CONJUNCTIONS[locale];
  if (!words) return (items) => new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(items);
  return (items) => {
    const last = items.at(-1) ?? '';
    if (items.length < 2) return last;
    const and = words.unless?.before.test(last) ? words.unless.and : words.and;
    const comma = items.length > 2 ? (words.comma ?? '') : '';
    return `${items.slice(0, -1).join(', ')}${comma} ${and} ${last}`;
  };
}
