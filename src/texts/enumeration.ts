/** Several things as a language lists them. */

interface Conjunction {
  readonly and: string;
  /** What stands before the last of more than two. */
  readonly comma?: string | undefined;
  /** Where another word stands before what begins so. */
  readonly unless?: { readonly before: RegExp; readonly and: string } | undefined;
}

/**
 * Of the languages that there are. `Intl.ListFormat` knows it of all, and looks through all that it knows when it is first
 * used: 6 MB for six words.
 */
const CONJUNCTIONS: Readonly<Record<string, Conjunction>> = {
  en: { and: 'and', comma: ',' },
  de: { and: 'und' },
  // "Ada e Ignacio", "padre e hija", but "cobre y hierro", as in "y hielo": what is a diphthong keeps it.
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
