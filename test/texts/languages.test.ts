import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { commandList } from '../../sandbox/discord/commandBody.ts';
import { reportOn } from '../../scripts/languageReport.ts';
import { toAscii } from '../../src/acserver/chat/ascii.ts';
import { wrap } from '../../src/acserver/chat/wrap.ts';
import { slashSchema } from '../../src/discord/interactions/schema.ts';
import type { Translation } from '../../src/texts/catalogue.ts';
import { english, translatedTexts } from '../../src/texts/english/index.ts';
import type { Language } from '../../src/texts/language.ts';
import { languages } from '../../src/texts/languages.ts';
import { SAME_EVERYWHERE, SAME_WORDS } from './sameWords.ts';
import { SAMPLES } from './samples/index.ts';
import { FREE_WORDS } from './samples/params.ts';
import { worst } from './samples/worst.ts';

type Key = keyof Translation;

const KEYS = Object.keys(translatedTexts) as Key[];

/** The most characters of texts for which Discord or a narrow column has little room. */
const ROOM: Partial<Record<Key, number>> = {
  appealButton: 20,
  boardFullOrder: 20,
  boardMyFile: 20,
  boardReport: 20,
  appealForm: 45,
  appealFormReason: 45,
  reportForm: 45,
  reportFormWords: 45,
  reportFormLap: 45,
  column: 8,
  orderColumn: 8,
  orderFlag: 3,
  orderLeader: 8,
};

/** What drivers read in the chat of the game. */
const IN_CAR: readonly Key[] = [
  'appealTaken',
  'appealAnsweredTo',
  'appealAgainstOwn',
  'appealAgainstOwnAnswered',
  'appealIsOpen',
  'canAppealInGame',
  'boardNobody',
  'orderInGame',
  'greeting',
  'tooManyLines',
  'andMore',
  'helpInGame',
  'helpMoreInGame',
  'serverInGame',
  'takenInGame',
  'nobodyInGame',
  'driverInGame',
  'driversUnknown',
  'noSessionsInGame',
  'sessionInGame',
  'lobbyInGame',
  'banStands',
  'beingSentAway',
  'noPenaltiesInGame',
  'placeInGame',
  'adminGranted',
  'spectatorGranted',
  'extraInfoOn',
  'extraInfoOff',
  'linkBegun',
  'unlinked',
  'notLinked',
  'linkedByRoster',
  'reportTaken',
  'noticeWithTask',
  'noticeOfEarlier',
  'warningCount',
  'infractionCounted',
  'driverWarned',
  'driverReprimanded',
  'driverPenalised',
  'penaltyServed',
  'penaltyWithdrawn',
  'penaltyConverted',
  'penaltyDue',
  'penaltyAnnounced',
];

/** A driver reads no more lines than this, of this width. */
const [WIDTH, MOST_LINES] = [60, 8] as const;

/** Documents are numbered in their event, whatever the host. */
const OF_ONE_EVENT: readonly Key[] = ['documentTitle', 'documentSuperseded', 'documentReplaces'];

/** What each key says for each of its samples. */
function renderings(texts: Translation, change = (params: unknown): unknown => params): [Key, number, string][] {
  return KEYS.flatMap((key) => {
    // Key and parameters belong together; the compiler does not follow that through the table.
    const write = texts[key] as (params?: unknown) => string;
    const samples: readonly unknown[] = SAMPLES[key];
    const all = samples.length === 0 ? [undefined] : samples;
    return all.map((params, index): [Key, number, string] => [key, index, write(change(params))]);
  });
}

const spoken = (text: string): readonly string[] =>
  text
    .replace(SAME_EVERYWHERE, ' ')
    .toLowerCase()
    .match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];
/** The numbers in a text, without 1, which may be written as "a". */
const numbersIn = (text: string): readonly string[] =>
  (text.match(/\d+(?:[.,]\d+)?/g) ?? [])
    .map((each) => each.replace(',', '.'))
    .filter((each) => each !== '1')
    .toSorted();

const all: readonly (readonly [string, Language])[] = languages.map((each) => [each.name, each]);
const own = renderings(english);

describe.each(all)('%s', (_, { code, texts, descriptions, spelling, discordLocales }) => {
  it('has all texts and descriptions, and no unused ones', () => {
    const language = languages.find((each) => each.code === code);
    expect(language && reportOn(language, commands)).toEqual({
      missingTexts: [],
      missingDescriptions: [],
      unusedDescriptions: [],
      unfitDescriptions: [],
    });
    expect(Object.keys(texts).filter((key) => !Object.hasOwn(translatedTexts, key))).toEqual([]);
    expect(Intl.PluralRules.supportedLocalesOf([code])).toEqual([code]);
    expect(discordLocales).not.toEqual([]);
  });

  it('leaves no English words untranslated', () => {
    const given = FREE_WORDS.flatMap(spoken);
    const same = new Set([...(SAME_WORDS[code] ?? []), ...given]);
    const used = new Set<string>();
    const left = renderings(texts).flatMap(([key, index, text], at) => {
      const [, , inEnglish = ''] = own[at] ?? [];
      const words = spoken(text).filter((word) => word.length > 1 && spoken(inEnglish).includes(word));
      for (const word of words) used.add(word);
      const foreign = words.filter((word) => !same.has(word) && !/\d/.test(word));
      return foreign.length === 0 ? [] : [`${key} ${index}: ${foreign.join(', ')}: ${text}`];
    });
    expect(left).toEqual([]);
    expect((SAME_WORDS[code] ?? []).filter((word) => !used.has(word))).toEqual([]);
  });

  it('contains every name, reason, time and number of the English text', () => {
    const lost = renderings(texts).flatMap(([key, index, text], at) => {
      const [, , inEnglish = ''] = own[at] ?? [];
      const words = FREE_WORDS.filter((word) => inEnglish.includes(word) && !text.includes(word));
      const isSame = String(numbersIn(text)) === String(numbersIn(inEnglish));
      return words.length === 0 && isSame ? [] : [`${key} ${index}: ${words.join(', ')}: ${text} (${inEnglish})`];
    });
    expect(lost).toEqual([]);
  });

  it('stays within Discord limits, even with the longest values', () => {
    const long = renderings(texts, worst).filter(([key, , text]) => text.length > (ROOM[key] ?? 500));
    expect(long).toEqual([]);
    const told = renderings(texts, worst);
    expect(told.filter(([, , text]) => /undefined|\bnull\b|NaN|\[object/.test(text))).toEqual([]);
    // French has a blank before a semicolon.
    const loose = code === 'fr' ? /\s\s|^\s|\s$|\s,(?=\s|$)/ : /\s\s|^\s|\s$|\s[,;](?=\s|$)/;
    expect(told.filter(([, , text]) => loose.test(text))).toEqual([]);
  });

  it('writes the numbers of a host as its letter and a number', () => {
    const raw = renderings(texts, worst).filter(
      ([key, , text]) => !OF_ONE_EVENT.includes(key) && /(?<!\d)\d{7,8}(?!\d)/.test(text),
    );
    expect(raw).toEqual([]);
  });

  it('is readable in the car: in ASCII and in few lines', () => {
    const lines = (text: string): readonly string[] => wrap(toAscii(text, spelling), WIDTH);
    const inCar = renderings(texts).filter(([key]) => IN_CAR.includes(key));
    for (const [key, index, text] of inCar) {
      const inEnglish = own.find(([each, at]) => each === key && at === index)?.[2] ?? '';
      const about = `${key} ${index}: ${text}`;
      expect(text, about).not.toMatch(/[¡¿]/);
      expect(toAscii(text, spelling).split('?').length, about).toBe(toAscii(inEnglish).split('?').length);
      expect(lines(text).length, about).toBeLessThanOrEqual(lines(inEnglish).length + 1);
      expect(text, about).not.toMatch(/^[/!]/.test(inEnglish) ? /^$/ : /^[/!]/);
    }
    const longest = renderings(texts, worst).filter(([key]) => IN_CAR.includes(key));
    expect(longest.filter(([, , text]) => lines(text).length > MOST_LINES)).toEqual([]);
  });

  it('describes no two options of a command in the same way', () => {
    const alike = commands.flatMap(({ name, params }) => {
      const said = Object.values(params)
        .filter(({ forButtons }) => !forButtons)
        .map(({ about }) => descriptions[about]);
      return new Set(said).size === said.length ? [] : [name];
    });
    expect(alike).toEqual([]);
  });
});

test('the slash commands with all translations are valid for Discord', () => {
  const told = slashSchema(commands, ['gt3', 'gt4']);
  expect(commandList.safeParse(told).error).toBeUndefined();
  const translated = told.every(({ options = [] }) =>
    options.every(({ description_localizations: said }) => Object.keys(said ?? {}).length > 0),
  );
  expect(translated).toBe(true);
});

test('no two of our languages claim the same Discord locale, and their codes are sorted', () => {
  const locales = languages.flatMap(({ discordLocales }) => discordLocales);
  expect(new Set(locales).size).toBe(locales.length);
  const codes = languages.map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted());
});

test('English has one lap and one minute, not "1 laps"', () => {
  const one = (params: unknown): unknown =>
    typeof params !== 'object' || params === null
      ? params
      : Object.fromEntries(
          Object.entries(params).map(([key, value]) => [
            key,
            ['laps', 'minutes'].includes(key) && typeof value === 'number' && value > 0 ? 1 : value,
          ]),
        );
  expect(renderings(english, one).filter(([, , text]) => /\b1 (?:laps|minutes)\b/.test(text))).toEqual([]);
});

test('every text is used', () => {
  const said = ['src', 'commands'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/^texts[/\\][a-z]+[/\\]/.test(path))
      .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
  );
  const source = said.join('\n');
  const unused = Object.keys(english).filter((key) => !new RegExp(`\\.${key}\\b|'${key}'`).test(source));
  expect(unused).toEqual([]);
});

test('.env.example lists the languages', () => {
  const comment = readFileSync('.env.example', 'utf8').match(/# (.*)\nLANGUAGE=/)?.[1] ?? '';
  for (const { code } of languages) expect(comment).toMatch(new RegExp(`\\b${code}\\b`));
});
