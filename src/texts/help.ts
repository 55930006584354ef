/** What a command does, in the words of a language. */
import type { Catalogue } from './catalogue.ts';

interface Explained {
  readonly about: string;
  readonly elsewhere?: Parameters<Catalogue['helpElsewhere']>[0]['places'] | undefined;
}

/** "Link your Discord account to your driver (only on Discord)" */
export function explainedIn(words: Catalogue, { about, elsewhere: places }: Explained): string {
  const said = words.describedAs({ about });
  return places === undefined ? said : `${said} ${words.helpElsewhere({ places })}`;
}
