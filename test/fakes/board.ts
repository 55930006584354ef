import type { BoardSession, BoardState, OrderRow } from '../../src/features/board/board.ts';
import type { BoardActions } from '../../src/features/board/open.ts';

export const orderRow = (row: Partial<OrderRow> = {}): OrderRow => ({
  carId: 0,
  guid: '76561198000000001',
  name: 'Ada Quick',
  model: 'bmw_z4_gt3',
  laps: 6,
  lastLapMs: 101_500,
  bestLapMs: 100_301,
  toServe: [],
  ...row,
});

export const boardSession = (session: Partial<BoardSession> = {}): BoardSession => ({
  name: 'Race',
  kind: 'race',
  laps: 12,
  lap: 7,
  track: 'spa',
  layout: '',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
  ...session,
});

export const board = (state: Partial<BoardState> = {}): BoardState => ({
  server: 'gt3',
  name: 'Friday GT3',
  state: 'running',
  session: boardSession(),
  rows: [
    orderRow(),
    orderRow({ carId: 3, guid: '76561198000000002', name: 'Bob Brake', gap: { laps: 0, ms: 12_340 } }),
  ],
  openIncidents: 0,
  earlierIncidents: 0,
  ...state,
});

export const fakeBoard = (state: BoardState = board()): BoardActions => ({ order: () => state });
