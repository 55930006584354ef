// Lists what each language lacks: npm run languages.
import { commands } from '../commands/index.ts';
import { languages } from '../src/texts/languages.ts';
import { reportOn } from './languageReport.ts';

const TITLES = {
  missingTexts: 'texts missing',
  missingDescriptions: 'descriptions missing',
  unusedDescriptions: 'descriptions of sentences that no command says',
  unfitDescriptions: 'descriptions that are empty or over 100 characters',
} as const;

for (const language of languages) {
  const report = reportOn(language, commands);
  console.log(`${language.name} (${language.code})`);
  const found = Object.entries(TITLES).flatMap(([key, title]) => {
    const list = report[key as keyof typeof TITLES];
    return list.length === 0 ? [] : [`  ${title}: ${list.length}`, ...list.map((each) => `    ${each}`)];
  });
  console.log(found.length === 0 ? '  complete' : found.join('\n'));
}
