import { describe, expect, it } from 'vitest';
import { type Player, startPlayer } from '../../../sandbox/acserver/player.ts';
import type { Step } from '../../../sandbox/acserver/replay.ts';
import { FakeClock } from '../../fakes/clock.ts';

/** Chat at these times; the last silence of 40 s is cut to 10, and the server's clock began 20 s before. */
const steps: Step[] = [
  { dueMs: 0, atMs: 0 },
  { dueMs: 1_000, atMs: 1_000 },
  { dueMs: 11_000, atMs: 41_000 },
].map(({ dueMs, atMs }) => ({
  dueMs,
  serverMs: 20_000 + dueMs,
  message: { atMs, bytes: new Uint8Array(), guids: [], packet: { type: 'chat', carId: 0, message: String(atMs) } },
}));

function play(speed: number) {
  const clock = new FakeClock();
  const played: [atMs: number, clockMs: number][] = [];
  const ends: number[] = [];
  const player: Player = startPlayer({
    clock,
    steps,
    speed,
    play: ({ atMs }) => played.push([atMs, clock.monotonic()]),
    onEnd: () => ends.push(clock.monotonic()),
  });
  return { clock, played, ends, player };
}

describe('the player', () => {
  it('plays every step when due, then ends', () => {
    const { clock, played, ends } = play(1);
    expect(played).toEqual([[0, 0]]);
    clock.advance(20_000);
    expect(played).toEqual([
      [0, 0],
      [1_000, 1_000],
      [41_000, 11_000],
    ]);
    expect(ends).toHaveLength(1);
  });

  it('plays faster by the given factor', () => {
    const { clock, played } = play(200);
    clock.advance(55);
    expect(played.map(([, clockMs]) => clockMs)).toEqual([0, 5, 55]);
  });

  it('advances the server time with the clock, even through a cut silence', () => {
    const { clock, player } = play(1);
    const begin = player.nowMs;
    clock.advance(500);
    expect(player.nowMs - begin).toBe(500);
    clock.advance(5_500);
    expect(player.nowMs - begin).toBe(6_000);
  });

  it('never turns the server time back when its cursor moves back', () => {
    const { clock, player, played } = play(1);
    clock.advance(6_000);
    player.moveTo(0);
    expect(player.nowMs).toBe(6_000);
    clock.advance(1_000);
    expect(player.nowMs).toBe(7_000);
    expect(played.map(([atMs]) => atMs)).toEqual([0, 1_000, 0, 1_000]);
  });

  it('plays nothing after it is closed', () => {
    const { clock, player, played, ends } = play(1);
    player.close();
    clock.advance(60_000);
    expect(played).toHaveLength(1);
    expect(ends).toEqual([]);
  });
});
