/** The forms of a noun by Unicode's plural categories; every language has `other`. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** "1 lap", "3 laps": a count with the matching form of the noun in this language. */
export function counting(locale: string): (count: number, forms: Forms) => string {
  let rules: Intl.PluralRules | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(locale);
    return `${count} ${forms[rules.select(count)] ?? forms.other}`;
  };
}
