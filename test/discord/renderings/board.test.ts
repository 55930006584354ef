import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { boardMessages } from '../../../src/discord/renderings/board.ts';
import { alignedRows } from '../../../src/discord/renderings/boardRows.ts';
import { orderMessage } from '../../../src/discord/renderings/order.ts';
import type { BoardState } from '../../../src/features/board/board.ts';
import { english } from '../../../src/texts/english/index.ts';
import { board, boardSession, orderRow } from '../../fakes/board.ts';

const NOW = Date.UTC(2026, 0, 1, 20);

const shown = (state: Partial<BoardState> = {}) => {
  const [embed] = boardMessages(board(state), english, NOW).now.embeds;
  return { title: embed?.title ?? '', description: embed?.description ?? '' };
};

const tableIn = (description: string): string[] => (description.split('```')[1] ?? '').trim().split('\n');

test('a race shows the session, the order, the gaps and the open incidents', () => {
  const rows = [
    orderRow({ number: '7', name: 'Otto Falk' }),
    orderRow({ carId: 3, number: '12', name: 'Bob Brake', gap: { laps: 0, ms: 12_340 }, isInPits: true }),
    orderRow({ carId: 4, number: '99', name: 'Lena Lind', gap: { laps: 1, ms: 62_300 }, addedS: 5 }),
    orderRow({ carId: 5, number: '3', name: 'Sid Slow', gap: { laps: 2 }, isOut: true }),
  ];
  expect(shown({ rows, openIncidents: 2 })).toEqual({
    title: 'Friday GT3',
    description: [
      '**Race** · spa · lap 7 of 12',
      '```',
      '1  7 Otto Falk        leader',
      '2 12 Bob Brake         +12.3 PIT',
      '3 99 Lena Lind +1 lap 1:02.3 +5s',
      '4  3 Sid Slow                OUT',
      '```',
      '2 incidents open',
    ].join('\n'),
  });
});

test('a disqualified driver is marked, alone on the board as well', () => {
  const row = orderRow({ name: 'Bob Brake', isDisqualified: true, isFinished: true });
  expect(tableIn(shown({ rows: [row] }).description)).toEqual(['1 Bob Brake DSQ']);
  expect(tableIn(shown({ rows: [orderRow(), { ...row, carId: 3, guid: 'b' }] }).description)[1]).toMatch(/ DSQ$/);
});

test('a penalty that nobody served in its laps is overdue', () => {
  const due = (lapsLeft: number) =>
    shown({ rows: [orderRow({ toServe: [{ type: 'drive-through', seconds: 0, lapsLeft }] })] }).description;
  expect(due(1)).toContain('**Ada Quick**: drive-through within 1 lap');
  expect(due(0)).toContain('**Ada Quick**: drive-through overdue');
});

test('open incidents of earlier sessions are counted separately', () => {
  const lastLines = (state: Partial<BoardState>) => shown(state).description.split('```')[2]?.trim();
  expect(lastLines({ openIncidents: 1, earlierIncidents: 3 })).toBe(
    '1 incident open\n3 incidents open from earlier sessions',
  );
  expect(lastLines({ earlierIncidents: 1 })).toBe('1 incident open from earlier sessions');
  expect(lastLines({})).toBe('');
});

describe('the top line of a session', () => {
  it.each([
    ['of laps', {}, '**Race** · spa · lap 7 of 12'],
    ['that is timed', { laps: 0, endsAt: NOW + 60_000 }, `**Race** · spa · lap 7 · ends <t:${NOW / 1000 + 60}:R>`],
    ['whose time is up', { laps: 0, endsAt: NOW - 1, isTimeUp: true }, '**Race** · spa · lap 7 · time is up'],
    ['before its start', { lap: undefined, startsAt: NOW }, `**Race** · spa · 12 laps · starts <t:${NOW / 1000}:R>`],
    ['that is over', { isOver: true }, '**Race** · spa · finished'],
    ['with a track layout', { layout: 'gp' }, '**Race** · spa gp · lap 7 of 12'],
  ] as const)('%s', (_, session, line) => {
    expect(shown({ session: boardSession(session) }).description.split('\n')[0]).toBe(line);
  });
});

test('a grid shows no leader and no gaps', () => {
  const session = boardSession({ lap: undefined, startsAt: NOW });
  const rows = [orderRow(), orderRow({ carId: 3, guid: 'b', name: 'Bob Brake' })];
  expect(tableIn(shown({ rows, session }).description)).toEqual(['1 Ada Quick', '2 Bob Brake']);
});

test('qualifying shows the best lap, and the gaps to it', () => {
  const rows = [
    orderRow({ bestLapMs: 100_301 }),
    orderRow({ carId: 3, name: 'Bob Brake', bestLapMs: 100_424, gap: { laps: 0, ms: 123 } }),
    orderRow({ carId: 4, name: 'No Time', bestLapMs: undefined }),
  ];
  const session = boardSession({ kind: 'qualify', name: 'Qualify', laps: 0, lap: undefined });
  expect(tableIn(shown({ rows, session }).description)).toEqual([
    '1 Ada Quick 1:40.301',
    '2 Bob Brake   +0.123',
    '3 No Time',
  ]);
});

test('penalties still to be served are also listed in words', () => {
  const due = { type: 'drive-through', seconds: 0, lapsLeft: 2 } as const;
  const stop = { type: 'stop-and-go', seconds: 10 } as const;
  const { description } = shown({ rows: [orderRow({ toServe: [due, stop] })] });
  expect(description).toContain('**Ada Quick**: drive-through within 2 laps\n**Ada Quick**: 10-second stop-and-go');
  expect(tableIn(description)).toEqual(['1 Ada Quick leader DT']);
});

describe('the state of the server', () => {
  it.each([
    ['stopped', '**Stopped**'],
    ['starting', '**Starting**'],
    ['unknown', '**No data from the server**'],
    ['deaf', '**Running, but no UDP data from the server: this board may be out of date**'],
  ] as const)('%s', (state, said) => {
    expect(shown({ state, session: undefined, rows: [] }).description).toBe(said);
  });

  it('is not shown while it runs', () => {
    expect(shown().description).not.toContain('Running');
    expect(shown({ session: undefined, rows: [] }).description).toBe('No session is running.');
  });
});

test('once Pitwall is offline the board says since when, with the last known order', () => {
  const [embed] = boardMessages(board(), english, NOW).away.embeds;
  expect(embed?.description).toContain(`Pitwall went offline <t:${NOW / 1000}:R>. The game server keeps running`);
  expect(embed?.description).toContain('Bob Brake');
});

test('the buttons of a board are commands of its server', () => {
  const [row] = boardMessages(board(), english, NOW).now.components;
  expect(row?.components.map(({ label, custom_id }) => [label, custom_id])).toEqual([
    ['Full order', '1@gt3:server order'],
    ['My file', '1@gt3:me'],
    ['Report', '1@gt3:report'],
  ]);
});

/** Each as wide as a terminal shows it. The last ones are made to break the layout. */
const NAMES = [
  'Otto Falk',
  'Maximilian-Ferdinand von Falkenhagen-Schulenburg',
  '佐藤 琢磨',
  '김민수',
  'Иван Петров',
  'Γιώργος Παπαδόπουλος',
  'محمد بن سلمان',
  'יוסי כהן',
  'สมชาย ใจดี',
  'अमित शर्मा',
  '🏎️💨 Speedy 🏁',
  '👨‍👩‍👧‍👦 Family Racing 👨‍👩‍👧‍👦',
  '🇩🇪 Hans',
  'Zoë Núñez',
  'Z̸̛̤a̵͔͝l̶̰̆g̷͉̈o̴͙͌',
  '\u202Eevil\u202C',
  '`code`',
  '',
  'ＦＵＬＬ ＷＩＤＴＨ ＤＲＩＶＥＲ ＮＡＭＥ',
];

describe('columns', () => {
  const rows = NAMES.map((name, index) => ({
    place: String(index + 1),
    number: index % 3 === 0 ? '' : String(index * 7),
    driver: { carId: index, guid: `guid ${index}`, name },
    gap: index === 0 ? 'leader' : `+${index} laps 1:02.3`,
    flag: index % 2 === 0 ? '' : 'PIT',
  }));
  const lines = alignedRows(rows, english);

  it('take at most 40 characters a row', () => {
    expect(lines.filter((line) => stringWidth(line) > 40)).toEqual([]);
  });

  it('end at the same place in every row, whatever the script', () => {
    const ends = lines.map((line, index) => {
      const gap = rows[index]?.gap ?? '';
      return stringWidth(line.slice(0, line.lastIndexOf(gap) + gap.length));
    });
    expect(new Set(ends).size).toBe(1);
  });

  it('keep names written from right to left from reordering the figures', () => {
    expect(lines.filter((line) => /\u200E/.test(line))).toHaveLength(2);
  });

  it('never end a code block', () => {
    expect(lines.join('\n')).not.toContain('`');
  });

  it('shorten the first name before the last', () => {
    const { gap: _, ...row } = rows[0] ?? {
      place: '1',
      number: '',
      flag: '',
      driver: { carId: 0, guid: '', name: '' },
    };
    const driver = { carId: 1, guid: 'x', name: 'Alexander Falkenhagen' };
    expect(alignedRows([{ ...row, number: '123', driver, gap: '+2 laps 1:02.3', flag: 'PIT' }], english)).toEqual([
      '1 123 A. Falkenhagen +2 laps 1:02.3 PIT',
    ]);
  });

  it('show the car ids of drivers with the same name', () => {
    const same = ['a', 'b'].map((guid, carId) => ({
      place: String(carId + 1),
      number: '',
      driver: { carId, guid, name: 'Sam Porter' },
      gap: '',
      flag: '',
    }));
    expect(alignedRows(same, english)).toEqual(['1 Sam Porter (0)', '2 Sam Porter (1)']);
  });
});

test('a board with a name of 200 characters and 254 cars fits into a message', () => {
  const rows = Array.from({ length: 254 }, (_, carId) =>
    orderRow({
      carId,
      guid: `g${carId}`,
      name: '👨‍👩‍👧‍👦'.repeat(20),
      toServe: carId < 20 ? [{ type: 'drive-through', seconds: 0 }] : [],
    }),
  );
  const { title, description } = shown({ name: '*'.repeat(200), rows });
  expect(title.length).toBeLessThanOrEqual(256);
  expect(description.length).toBeLessThanOrEqual(4096);
  expect(tableIn(description)).toHaveLength(41);
});

describe('the full order', () => {
  it('has intervals, laps, last and best laps, cars and conditions', () => {
    const rows = [
      orderRow(),
      orderRow({ carId: 3, name: 'Bob Brake', gap: { laps: 1, ms: 2300 }, interval: { laps: 0, ms: 2300 } }),
    ];
    const [embed] = orderMessage({ kind: 'order', board: board({ rows }) }, english).embeds ?? [];
    expect(embed?.description).toBe(
      [
        '**Race** · spa · lap 7 of 12',
        '18 °C air, 24 °C road, clear',
        '```',
        'P  gap         int   name',
        '1  -           -     Ada Quick',
        '2  +1 lap 2.3  +2.3  Bob Brake',
        '```',
        '```',
        'P  laps  last      best',
        '1  6     1:41.500  1:40.301',
        '2  6     1:41.500  1:40.301',
        '```',
        '```',
        'P  car',
        '1  bmw_z4_gt3',
        '2  bmw_z4_gt3',
        '```',
      ].join('\n'),
    );
  });

  it('shows the state of the server if there is no session', () => {
    const [embed] =
      orderMessage({ kind: 'order', board: board({ session: undefined, state: 'stopped' }) }, english).embeds ?? [];
    expect(embed?.description).toBe('Stopped');
  });
});

test('names in columns leave out emoji, which have no fixed width on Discord', () => {
  const names = [
    '🏎️ Otto Falk 🇩🇪',
    'Bob 🔥 Brake',
    '1️⃣ Lena Lind',
    '👨‍👩‍👧‍👦',
    'Otto Falk',
    'Team™ ❤ نور',
    'Юля Гонщик 🏎',
  ];
  const rows = names.map((name, carId) => ({
    place: String(carId + 1),
    number: '',
    driver: { carId, guid: `guid ${carId}`, name },
    gap: '',
    flag: '',
  }));
  expect(alignedRows(rows, english)).toEqual([
    '1 Otto Falk (0)',
    '2 Bob Brake',
    '3 Lena Lind',
    '4 car 3',
    '5 Otto Falk (4)',
    '6 Team™ ❤ نور\u200E',
    '7 Юля Гонщик',
  ]);
});
