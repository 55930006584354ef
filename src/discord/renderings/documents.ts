/** A document as published, and the list of decisions without a penalty. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import {
  type DecisionList,
  type DocumentDecision,
  type ListedDecision,
  namedOn,
  type RaceDocument,
} from '../../events/document.ts';
import type { Driver } from '../../events/driver.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { placeIn } from '../../texts/evidence.ts';
import { incidentName, sessionName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { BLUE, GREY } from '../common/colours.ts';
import { driverName, fullName } from '../common/driverName.ts';
import { clockTime, escapeText, fitLines, plainText } from '../common/text.ts';
import { evidenceFields, touchLine } from './evidenceLines.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

const CONTACTS_NAMED = 6;

export function documentEmbed(document: RaceDocument, words: Catalogue): APIEmbed {
  const { number, event, by, replaces, replacedBy, appealedBy } = document;
  const title = words.documentTitle({ number, event: escapeText(event.name, 80) });
  const notes = [
    ...(replacedBy === undefined ? [] : [`**${words.documentSuperseded({ number: replacedBy })}**`]),
    ...(replaces === undefined ? [] : [words.documentReplaces({ number: replaces })]),
    ...(appealedBy === undefined
      ? []
      : [words.documentAfterAppeal({ by: namesOf(appealedBy, words, amongOn(document)) })]),
  ];
  return {
    color: replacedBy === undefined ? BLUE : GREY,
    title: replacedBy === undefined ? title : `~~${title}~~`,
    description: notes.length === 0 ? undefined : notes.join('\n'),
    fields: [...fieldsOf(document, words), ...publishedFields(document, words)],
    footer: { text: words.documentBy({ by }) },
  };
}

function fieldsOf(document: RaceDocument, words: Catalogue): APIEmbedField[] {
  const { infringement = '', appealUntil } = document;
  const rows: readonly (readonly [string, string, boolean])[] = [
    [words.documentDriver(), driverOf(document, words), true],
    [words.documentSession(), sessionOf(document), true],
    [words.documentTime(), momentOf(document, words), true],
    [words.documentFact(), factOf(document, words), false],
    [words.documentInfringement(), escapeText(infringement, 200), false],
    [words.documentDecision(), decisionOf(document.decision, words), false],
    [words.documentReason(), escapeText(reasonIn(words, document), 400), false],
    [
      words.documentAppeal(),
      appealUntil === undefined ? '' : `${time(appealUntil)} (${time(appealUntil, 'R')})`,
      false,
    ],
  ];
  return rows.filter(([, value]) => value !== '').map(([name, value, inline]) => ({ name, value, inline }));
}

/** What the games and the server reported, if the league publishes it. A and B are the cars in the picture. */
function publishedFields(document: RaceDocument, words: Catalogue): APIEmbedField[] {
  const { evidence } = document;
  if (!evidence) return [];
  const lines = [touchLine(evidence, words), `*${words.evidenceCaveat({ replay: undefined })}*`];
  return [
    { name: words.evidenceTitle(), value: lines.join('\n') },
    ...evidenceFields(evidence, amongOn(document), words),
  ];
}

/** The drivers among whom names must be unique. Older documents do not list who else was there. */
const amongOn = (document: RaceDocument): readonly Driver[] => [...namedOn(document), ...(document.namesakes ?? [])];

const namesOf = (drivers: readonly Driver[], words: Catalogue, among: readonly Driver[]): string =>
  drivers.map((each) => fullName(each, words, among)).join(', ');

const time = (at: number, style = 'f'): string => `<t:${Math.floor(at / 1000)}:${style}>`;

/** "#7 Ada Quick, Quick Racing" */
function driverOf(document: RaceDocument, words: Catalogue): string {
  const { driver, raceNumber, team } = document;
  const who = numbered(driver, raceNumber, words, amongOn(document));
  return `${who}${team === undefined || team === '' ? '' : `, ${escapeText(team, 60)}`}`;
}

const numbered = (driver: Driver, raceNumber: string | undefined, words: Catalogue, among: readonly Driver[]): string =>
  `${raceNumber === undefined || raceNumber === '' ? '' : `#${escapeText(raceNumber, 8)} `}${fullName(driver, words, among)}`;

const sessionOf = ({ session, incident }: RaceDocument): string =>
  [
    `${escapeText(session.name, 60)} (${sessionName(session)})`,
    ...(incident === undefined ? [] : [incidentName({ number: incident })]),
  ].join(' · ');

function momentOf({ moment: { at, sessionMs, lap } }: RaceDocument, words: Catalogue): string {
  return [
    time(at, 'T'),
    ...(sessionMs === undefined || sessionMs < 0 ? [] : [clockTime(sessionMs)]),
    ...(lap === undefined ? [] : [words.lapNumber({ lap })]),
  ].join(' · ');
}

function factOf(document: RaceDocument, words: Catalogue): string {
  const { fact } = document;
  const among = amongOn(document);
  if (!fact) return '';
  if (fact.is === 'report') return words.documentReport();
  if (fact.is === 'appeal') {
    const { by, decision, document } = fact;
    const against = words.appealedDecision({ ...decision, name: driverName(decision.driver, words, among) });
    return words.documentAppealAgainst({ by: namesOf(by, words, among), decision: against, document });
  }
  if (fact.is === 'noticed') return words.documentNoticed();
  if (fact.is === 'rule') return escapeText(reasonIn(words, { reason: fact.text, reasonText: fact.stored }), 400);
  const lines = fact.contacts.slice(0, CONTACTS_NAMED).map(({ other, otherNumber, where, speedKmh }) => {
    const place = where === undefined ? undefined : escapeText(placeIn(words, where), 60);
    return words.documentContact({ other: numbered(other, otherNumber, words, among), where: place, kmh: speedKmh });
  });
  return fitLines(lines, 1000, words);
}

function decisionOf(decision: DocumentDecision, words: Catalogue): string {
  const { number, says, amount = 0, laps, grid, carriedOut, insteadOf, penalty } = decision;
  if (says === 'withdrawn') return words.documentWithdrawn({ penalty });
  if (says === 'upheld' || says === 'inadmissible') return words.documentAppealAnswer({ says });
  if (says === 'no further action' || says === 'racing incident') return words.decision({ says });
  const instead = insteadOf ? escapeText(reasonIn(words, insteadOf), 200) : '';
  const what = words.penalty({ type: says, amount, laps, grid });
  return words.documentPenalty({ penalty: escapeText(what, 200), number: penalty ?? number, carriedOut, instead });
}

export function listEmbed({ event, session, entries, namesakes = [] }: DecisionList, words: Catalogue): APIEmbed {
  const among = [...entries.map(({ driver }) => driver), ...namesakes];
  const groups = new Map<string, readonly ListedDecision[]>();
  for (const entry of entries) {
    const { incident, number, says, infringement, reason } = entry;
    const key = JSON.stringify([incident ?? -number, says, infringement, reason]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const lines = [...groups.values()].map((group) => groupLine(group, among, words));
  return {
    color: BLUE,
    title: words.listTitle({ session: `${escapeText(session.name, 80)} (${sessionName(session)})` }),
    description: fitLines(lines.length === 0 ? [words.listIsEmpty()] : lines, DESCRIPTION_LENGTH, words),
    footer: { text: plainText(event.name, 80) },
  };
}

/** "**INC-3** · lap 4 · #7 Ada Quick, #12 Bob Brake: no further action · late braking" */
function groupLine(group: readonly ListedDecision[], among: readonly Driver[], words: Catalogue): string {
  const [first] = group;
  if (!first) return '';
  const { incident, says, infringement, lap } = first;
  const names = group.map(
    ({ driver, raceNumber }) =>
      `${raceNumber ? `#${escapeText(raceNumber, 8)} ` : ''}${driverName(driver, words, among)}`,
  );
  const where = [
    ...(incident === undefined ? [] : [`**${incidentName({ number: incident })}**`]),
    ...(lap === undefined ? [] : [words.lapNumber({ lap })]),
  ];
  const why = [infringement ?? '', reasonIn(words, first)].filter((part) => part !== '');
  return [
    ...where,
    `${names.join(', ')}: ${words.decision({ says })}`,
    ...why.map((part) => escapeText(part, 120)),
  ].join(' · ');
}
