import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Amendment, Classification, ClassificationRow } from '../../events/classification.ts';
import type { Driver } from '../../events/driver.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { sessionName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { BLUE, GREEN } from '../common/colours.ts';
import { driverName, fullName, namesakesByFullName, namesakesByName } from '../common/driverName.ts';
import { escapeText, fitLines, plainText } from '../common/text.ts';
import { FIELD_LENGTH } from './limits.ts';

/** Leaves room for the penalties within an embed's 6000 characters, of which the description may use 4096. */
const TABLE_LENGTH = 3900;

/** The table of a result, showing the effect of penalties. */
export function classificationEmbed(classification: Classification, words: Catalogue): APIEmbed {
  const { name, kind, rows, amendments, final, continuedBy, version } = classification;
  if (continuedBy !== undefined) {
    const goesOn = { session: escapeText(name, 80), as: sessionName({ id: continuedBy }) };
    return { color: BLUE, title: words.resultElsewhereTitle(goesOn), description: words.resultElsewhere(goesOn) };
  }
  const leader = rows.find(({ position }) => position === 1);
  const table = { namesakes: namesakesByFullName(rows), leader, isRace: kind === 'race', words };
  const lines = [...rows.filter(isListed).map((row) => rowLine(row, table)), ...notStarted(rows, words)];
  return {
    title: words.resultTitle({ session: escapeText(name, 80), final: final !== undefined, version }),
    color: final ? GREEN : BLUE,
    description: fitLines(lines.length === 0 ? [words.nobodyClassified()] : lines, TABLE_LENGTH, words),
    fields: amendments.length === 0 ? undefined : [amendmentsField(amendments, rows, words)],
    footer: { text: footer(classification, words) },
  };
}

interface Table {
  /** The rows of drivers who share their name. */
  readonly namesakes: readonly Driver[];
  readonly leader: ClassificationRow | undefined;
  readonly isRace: boolean;
  readonly words: Catalogue;
}

const isListed = ({ laps, position, disqualified, status }: ClassificationRow): boolean =>
  laps > 0 || position !== undefined || disqualified || status === 'DNF';

/** "1. **Bob Brake** · #12 · abarth500 · 12 laps · 20:31.123 · best 1:40.301 (P2 → P1)" */
function rowLine(row: ClassificationRow, table: Table): string {
  const { namesakes, isRace, words } = table;
  const { laps, penaltyMs, penaltyLaps, number, car, status, position, bestLapMs } = row;
  const parts = [
    `**${fullName(row, words, namesakes)}**`,
    ...(number === undefined ? [] : [`#${escapeText(number, 8)}`]),
    ...(car === undefined ? [] : [escapeText(car, 40)]),
    ...(status === 'DNF' && position !== undefined ? ['DNF'] : []),
    ...(isRace ? [words.lapCount({ laps })] : []),
    timeOrGap(row, table),
    ...(isRace && bestLapMs !== undefined ? [words.bestLap({ time: words.lapTime({ ms: bestLapMs }) })] : []),
    ...(penaltyMs > 0 ? [words.secondsAdded({ seconds: penaltyMs / 1000 })] : []),
    ...(penaltyLaps > 0 ? [words.lapsTakenOff({ laps: penaltyLaps })] : []),
  ];
  return `${placeOf(row, words)} ${parts.join(' · ')}${moved(row, words)}`;
}

const placeOf = ({ position, status, disqualified }: ClassificationRow, words: Catalogue): string =>
  position === undefined ? (disqualified ? words.disqualified() : (status ?? '–')) : `${position}\\.`;

/** The time for the winner and for unclassified drivers; for others the gap. */
function timeOrGap(row: ClassificationRow, { leader, isRace, words }: Table): string {
  const { timeMs, laps, position } = row;
  if (timeMs === undefined) return words.noTime();
  if (!leader || row === leader || position === undefined || leader.timeMs === undefined)
    return words.lapTime({ ms: timeMs });
  if (isRace && laps < leader.laps) return words.lapsBehind({ laps: leader.laps - laps });
  return `+${words.lapTime({ ms: Math.max(0, timeMs - leader.timeMs) })}`;
}

/** Shown once per driver, for all penalties together: a driver gains no place by their own penalty. */
function moved({ before, position }: ClassificationRow, words: Catalogue): string {
  if (before === undefined || before === position) return '';
  return ` (${words.placesMoved({ from: before, to: position })})`;
}

function notStarted(rows: readonly ClassificationRow[], words: Catalogue): string[] {
  const namesakes = namesakesByName(rows);
  const absent = rows.filter((row) => row.status === 'DNS' && !isListed(row));
  const names = absent.map((row) => driverName(row, words, namesakes));
  return names.length === 0 ? [] : [words.didNotStart({ names: names.join(', ') })];
}

/** One line per driver, with all their penalties. */
function amendmentsField(
  amendments: readonly Amendment[],
  rows: readonly ClassificationRow[],
  words: Catalogue,
): APIEmbedField {
  const byDriver = new Map<string, Amendment[]>();
  for (const amendment of amendments) {
    const key = `${amendment.guid}/${amendment.name}`;
    byDriver.set(key, [...(byDriver.get(key) ?? []), amendment]);
  }
  const lines = [...byDriver.values()].map((own) => amendmentLine(own, rows, words));
  return { name: words.penaltiesTitle(), value: fitLines(lines, FIELD_LENGTH, words) };
}

function amendmentLine(own: readonly Amendment[], rows: readonly ClassificationRow[], words: Catalogue): string {
  const [{ guid = '', name = '' } = {}] = own;
  const row = rows.find((each) => each.guid === guid && (guid !== '' || each.name === name));
  const who = row ? driverName({ ...row, name }, words, rows, 40) : escapeText(name, 40);
  const what = own.map((amendment) => {
    const reason = reasonIn(words, amendment);
    const said = amendment.type === 'time' ? words.secondsAdded(amendment) : words.disqualified();
    return `${amendment.penalty} ${said}${reason === '' ? '' : `: ${escapeText(reason, 80)}`}`;
  });
  return `${who} · ${what.join(' · ')}`;
}

function footer({ id, source, final, reopened }: Classification, words: Catalogue): string {
  const session = id === undefined ? undefined : sessionName({ id });
  const how = words.resultSource({ session, ownLaps: source === 'own laps' });
  const again =
    reopened && words.openedAgainBy({ by: plainText(reopened.by, 60), reason: plainText(reopened.reason, 200) });
  const state = final ? words.finalBy({ by: plainText(final.by, 60) }) : words.notFinalYet();
  return [how, ...(again === undefined ? [] : [again]), state].join(' · ');
}
