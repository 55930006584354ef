import { describe, expect, it } from 'vitest';
import { parseRecording } from '../../../sandbox/acserver/recording.ts';
import { bridge, contactStart, planReplay, type Step } from '../../../sandbox/acserver/replay.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { recordingOf } from './simulation.ts';

const nurburgring = recordingOf('nurburgring_sprint_b').messages;
const suzuka = recordingOf('suzuka_east').messages;
const ring = recordingOf('red-bull-ring').messages;

const typesOf = (steps: readonly Step[]) => steps.map(({ message }) => message.packet.type);

describe('a recording', () => {
  it('starts with VERSION, even if the recorder missed it', () => {
    expect(nurburgring.slice(0, 2).map(({ packet }) => packet.type)).toEqual(['version', 'newSession']);
    expect(ring.filter(({ packet }) => packet.type === 'version')).toHaveLength(1);
  });

  it('drops packets of an earlier server run', () => {
    expect(suzuka[1]?.packet).toMatchObject({ type: 'newSession', track: 'suzuka' });
    expect(suzuka[0]?.atMs).toBe(50130);
  });

  it('names the cars a datagram belongs to', () => {
    const contact = nurburgring.find(({ packet }) => packet.type === 'clientEvent' && packet.subtype === 'car');
    expect(contact?.guids).toEqual(['76561197900003028', '76561197900002019']);
  });

  it('is refused with the number of an invalid line', () => {
    const text = '{"provenance": "x"}\n{"tMs": 0, "hex": "3804"}\n{"tMs": 1, "hex": "ff"}\n';
    expect(() => parseRecording(text, 'x.ndjson')).toThrow(UserError);
    expect(() => parseRecording(text, 'x.ndjson')).toThrow('x.ndjson, line 3');
  });
});

describe('the replay plan', () => {
  const steps = planReplay(nurburgring, { registered: true });
  const gaps = steps.slice(1).map((step, index) => ({
    planned: step.dueMs - (steps[index]?.dueMs ?? 0),
    onServer: step.serverMs - (steps[index]?.serverMs ?? 0),
    recorded: step.message.atMs - (steps[index]?.message.atMs ?? 0),
    before: steps[index]?.message.packet,
  }));
  const isGrid = ({ before }: (typeof gaps)[number]) => before?.type === 'newSession' && before.sessionType === 3;

  it('keeps pauses of up to ten seconds and shortens longer ones', () => {
    expect(gaps.filter(({ recorded }) => recorded > 10_000).length).toBeGreaterThan(20);
    for (const gap of gaps.filter((each) => !isGrid(each))) {
      expect(gap.planned).toBe(Math.min(gap.recorded, 10_000));
      expect(gap.onServer).toBe(gap.planned);
    }
  });

  it('keeps the wait for the lights', () => {
    const [wait] = gaps.filter(isGrid);
    expect(wait?.before).toMatchObject({ elapsedMs: -59_999 });
    expect(wait?.planned).toBe(Math.min(wait?.recorded ?? 0, 59_999 + 10_000));
    expect(wait?.planned).toBeGreaterThan(59_999);
  });

  it('sends the greeting at once', () => {
    expect(planReplay(ring, { registered: false }).slice(0, 2)).toMatchObject([{ dueMs: 0 }, { dueMs: 0 }]);
  });

  it('starts its first session twice only after a lobby registration', () => {
    const sessions = (registered: boolean) =>
      typesOf(planReplay(nurburgring, { registered })).filter((type) => type === 'newSession');
    expect(sessions(true)).toHaveLength(3);
    expect(sessions(false)).toHaveLength(2);
  });

  it('ends before the first session of the next round', () => {
    expect(ring.at(-1)?.packet.type).toBe('newSession');
    expect(typesOf(planReplay(ring, { registered: false })).at(-1)).toBe('endSession');
  });
});

describe('the start at the first contact', () => {
  const startAtMs = contactStart(nurburgring);
  const steps = planReplay(nurburgring, { startAtMs, registered: false });
  const ramp = steps.filter(({ dueMs }) => dueMs < 2_000);

  it('is five seconds before the first contact of the race', () => {
    expect(startAtMs).toBe(843_583 - 5_000);
    const contact = steps.find(({ message }) => message.packet.type === 'clientEvent');
    expect(contact).toMatchObject({ dueMs: 7_000, message: { atMs: 843_583 } });
  });

  it('brings everybody into the race within two seconds, through qualifying', () => {
    expect(typesOf(ramp)).toEqual([
      'version',
      'newSession',
      ...Array.from({ length: 4 }, () => 'newConnection'),
      ...Array.from({ length: 4 }, () => 'clientLoaded'),
      'newConnection',
      'clientLoaded',
      'newConnection',
      'clientLoaded',
      'endSession',
      'newSession',
    ]);
  });

  it('leaves out a driver who had already left', () => {
    const names = ramp.flatMap(({ message: { packet } }) => ('driverName' in packet ? packet.driverName : []));
    expect(names).not.toContain('gret a');
    expect(names).toHaveLength(6);
  });

  it('is the beginning of a recording without contacts', () => {
    expect(contactStart(ring.slice(0, 10))).toBe(0);
  });
});

describe('bridging skipped messages', () => {
  it('disconnects drivers who were present, and omits those who came and left', () => {
    const leaving = nurburgring.filter(({ packet }) => packet.type === 'connectionClosed');
    const [guest, first] = leaving;
    expect(bridge(nurburgring, new Set()).filter(({ packet }) => packet.type === 'connectionClosed')).toEqual([]);
    expect(bridge(leaving, new Set(first?.guids))).toEqual([first]);
    expect(guest?.packet).toMatchObject({ driverName: 'gret a' });
  });

  it('lets a loading driver finish loading', () => {
    const loads = nurburgring.filter(({ packet }) => packet.type === 'clientLoaded').slice(0, 1);
    expect(bridge(loads, new Set(loads[0]?.guids))).toEqual(loads);
  });
});
