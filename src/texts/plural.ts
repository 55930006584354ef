/** The forms of a noun by the categories of Unicode's plural rules; `other` is the one that every language has. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** "1 lap", "3 laps": a count with the form of the noun that belongs to it in this language. */
export function counting(locale: string): (count: number, forms: Forms) => string {
  let rules: Intl.PluralRules | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(locale);
    return `${count} ${forms[rules.select(count)] ?? forms.other}`;
  };
}
