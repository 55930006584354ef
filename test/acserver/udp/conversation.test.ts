import { describe, expect, it } from 'vitest';
import { PluginDialogue } from '../../../src/acserver/udp/conversation.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';

const version: FromServer = { type: 'version', protocolVersion: 4 };
const newSession: FromServer = {
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex: 0,
  currentSessionIndex: 0,
  sessionCount: 1,
  serverName: 'Test',
  track: 'magione',
  trackConfig: '',
  name: 'Race',
  sessionType: 3,
  timeMinutes: 0,
  laps: 5,
  waitTime: 14_464,
  ambientTemp: 18,
  roadTemp: 24,
  weatherGraphics: '3_clear',
  elapsedMs: 0,
};
const loaded: FromServer = { type: 'clientLoaded', carId: 3 };

function start(slots = 1, { answersForEmptySlots = true, enhanced = false } = {}) {
  const clock = new FakeClock();
  const sent: string[] = [];
  const heard: boolean[] = [];
  const received: FromServer[][] = [];
  const conversation = new PluginDialogue({
    clock,
    slots: () => slots,
    intervalMs: () => 100,
    answersForEmptySlots,
    enhanced,
    send: ({ type }) => sent.push(type),
    onPackets: (packets) => received.push(packets),
    onPosition: (packet) => received.push([packet]),
    onHeard: (state) => heard.push(state),
  });
  /** What was sent since the last call. */
  const news = () => sent.splice(0);
  return { clock, conversation, heard, received, news };
}

const allQuestions = ['getSessionInfo', 'getCarInfo', 'realtimePosInterval'];

describe('a plugin conversation', () => {
  it('asks everything again for a new server process', () => {
    const { clock, conversation, received, news } = start();
    conversation.heard();
    conversation.receive([version, loaded]);
    clock.advance(100);
    expect(news()).toEqual(allQuestions);
    expect(received).toEqual([[version, loaded]]);
  });

  it('starts over if asked again while still asking', () => {
    const { clock, conversation, news } = start(40);
    conversation.ask();
    clock.advance(20);
    conversation.ask();
    clock.advance(1000);
    expect(news().filter((type) => type === 'realtimePosInterval')).toHaveLength(1);
  });

  it('asks for the session every five seconds, and during silence every two', () => {
    const { clock, conversation, news } = start();
    for (let second = 0; second < 10; second++) {
      conversation.heard();
      clock.advance(1000);
    }
    expect(news()).toEqual(['getSessionInfo', 'getSessionInfo']);
    clock.advance(4000);
    expect(news()).toEqual(['getSessionInfo', 'getSessionInfo']);
  });

  it('asks again a second after a new session, whose first clock may be wrong', () => {
    const { clock, conversation, news } = start();
    conversation.heard();
    conversation.receive([newSession, newSession]);
    expect(news()).toEqual(['realtimePosInterval']);
    clock.advance(1000);
    expect(news()).toEqual(['getSessionInfo']);
  });

  it('reports a silence of 15 s once, and the end of it', () => {
    const { clock, conversation, heard } = start();
    conversation.heard();
    clock.advance(14_000);
    expect(heard).toEqual([true]);
    clock.advance(30_000);
    expect(heard).toEqual([true, false]);
    conversation.heard();
    conversation.heard();
    expect(heard).toEqual([true, false, true]);
  });

  it('asks everything again after a silence, but not at the first sign of life', () => {
    const { clock, conversation, news } = start();
    conversation.heard();
    expect(news()).toEqual([]);
    clock.advance(16_000);
    news();
    conversation.heard();
    clock.advance(100);
    expect(news()).toEqual(allQuestions);
  });

  it('processes what arrived during a stall before it reports silence', () => {
    const { clock, conversation, heard } = start();
    conversation.heard();
    clock.spend(20_000);
    clock.advance(0);
    expect(heard).toEqual([true]);
    conversation.heard();
    clock.advance(14_000);
    expect(heard).toEqual([true]);
    clock.spend(20_000);
    clock.advance(1000);
    expect(heard).toEqual([true, false]);
  });

  it('reports a server never heard as silent', () => {
    const { clock, heard } = start();
    clock.advance(20_000);
    expect(heard).toEqual([false]);
  });

  it('does nothing more once closed', () => {
    const { clock, conversation, heard, news } = start(40);
    conversation.ask();
    conversation.close();
    news();
    clock.advance(60_000);
    expect(news()).toEqual([]);
    expect(heard).toEqual([]);
  });
});

describe('a server that does not answer for empty slots', () => {
  const questions = (news: string[]) => news.filter((type) => type === 'getCarInfo').length;
  const emptied = (received: FromServer[][]) =>
    received.flat().flatMap((packet) => (packet.type === 'carInfo' && !packet.isConnected ? [packet.carId] : []));

  it('is asked twice, and a slot without an answer counts as empty', () => {
    const { clock, conversation, received, news } = start(3, { answersForEmptySlots: false });
    conversation.ask();
    clock.advance(100);
    expect(questions(news())).toBe(3);
    conversation.receive([{ type: 'carInfo', carId: 1, isConnected: true, ...person }]);
    clock.advance(2500);
    expect(questions(news())).toBe(2);
    // A car that sends anything has a driver.
    conversation.receive([{ type: 'clientLoaded', carId: 2 }]);
    expect(emptied(received)).toEqual([]);
    clock.advance(2500);
    expect(emptied(received)).toEqual([0]);
    conversation.close();
  });

  it('is asked again regularly, as a leave may have been lost', () => {
    const { clock, conversation, received } = start(2, { answersForEmptySlots: false });
    conversation.ask();
    clock.advance(10_000);
    expect(emptied(received)).toEqual([0, 1]);
    conversation.receive([{ type: 'newConnection', carId: 1, ...person }]);
    clock.advance(40_000);
    expect(emptied(received).slice(2)).toEqual([0, 1]);
    conversation.close();
  });

  it('is the only kind for which silence counts as empty', () => {
    const { clock, conversation, received } = start(3);
    conversation.ask();
    clock.advance(60_000);
    expect(emptied(received)).toEqual([]);
    conversation.close();
  });

  it('is asked for the running session after its error about session 0', () => {
    const { conversation, news } = start(1, { answersForEmptySlots: false });
    conversation.receive([{ type: 'error', message: 'ERROR: ACSP_GET_SESSION_INFO out of bounds: 0' }]);
    expect(news()).toEqual(['getSessionInfo']);
    conversation.close();
  });
});

const person = {
  carModel: 'abarth500',
  carSkin: 'red',
  driverName: 'Jane Roe',
  driverTeam: '',
  driverGuid: '76561198000000001',
};
describe('a conversation with the manager’s own server', () => {
  const first = ['enableReporting', 'ping', 'getSessionInfo'];

  it('asks for enhanced reporting at once, after every VERSION and after a silence', () => {
    const { clock, conversation, news } = start(1, { enhanced: true });
    conversation.begin();
    expect(news()).toEqual(first);
    conversation.heard();
    conversation.receive([version]);
    expect(news()).toEqual(first);
    clock.advance(16_000);
    news();
    conversation.heard();
    expect(news()).toEqual(first);
  });

  it('does not ask for it again after lost datagrams or for a new session', () => {
    const { clock, conversation, news } = start(1, { enhanced: true });
    conversation.heard();
    conversation.ask();
    conversation.receive([newSession]);
    clock.advance(2000);
    expect(news()).not.toContain('enableReporting');
  });

  it('measures the round trip once a minute, until closed', () => {
    const { clock, conversation, news } = start(1, { enhanced: true });
    clock.advance(120_000);
    expect(news().filter((type) => type === 'ping')).toHaveLength(2);
    conversation.close();
    clock.advance(120_000);
    expect(news()).toEqual([]);
  });

  it.each([undefined, false])('does not use its packets with another server (%s)', (enhanced) => {
    const { clock, conversation, news } = start(1, { enhanced });
    conversation.begin();
    conversation.heard();
    conversation.receive([version, newSession]);
    clock.advance(10_000);
    conversation.receive([version]);
    clock.advance(300_000);
    conversation.heard();
    const sent = news();
    expect(sent).toContain('getSessionInfo');
    for (const type of ['enableReporting', 'ping']) expect(sent).not.toContain(type);
  });
});
