import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

describe('a plugin that starts late', () => {
  const { clock, receive, packets, lines, server } = simulate({ startAt: 'contact' });
  clock.advance(7_000); // the moment of the first contact, 80 s after the race session began
  const ask = (packet: Parameters<typeof receive>[0]) => {
    const before = packets.length;
    receive(packet);
    return packets.slice(before);
  };
  server.close();

  it('gets the current session and its elapsed time', () => {
    const [info] = ask({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(info).toMatchObject({
      type: 'sessionInfo',
      sessionIndex: 1,
      currentSessionIndex: 1,
      name: 'Race',
      elapsedMs: 843_583 - 763_056 - 59_999,
    });
  });

  it('gets any session by its index', () => {
    expect(ask({ type: 'getSessionInfo', sessionIndex: 0 })).toMatchObject([
      { sessionIndex: 0, currentSessionIndex: 1, name: 'Qualify', timeMinutes: 10 },
    ]);
    expect(ask({ type: 'getSessionInfo', sessionIndex: 7 })).toEqual([]);
  });

  it('gets the driver of each slot', () => {
    const cars = Array.from({ length: 22 }, (_, carId) => ask({ type: 'getCarInfo', carId })[0]);
    const present = cars.flatMap((car) => (car?.type === 'carInfo' && car.isConnected ? [car.driverName] : []));
    expect(present).toEqual(['Fabio Mirjaf', 'Ele', 'carlarosacar', 'Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb']);
    expect(cars[3]).toMatchObject({ carModel: 'a3dr_ferrari_512tr', carSkin: 'Argento_Nurburgring', driverGuid: '' });
  });

  it('gets an error for an unknown slot', () => {
    expect(ask({ type: 'getCarInfo', carId: 35 })).toMatchObject([{ type: 'error' }]);
    expect(lines.at(-1)).toBe('UDP_PLUGIN: Error, requested CAR INFO for car 35 not present');
    expect(ask({ type: 'kickUser', carId: 99 })).toMatchObject([{ message: 'ACSP_KICK_USER index 99 out of bound' }]);
  });

  it('has its interval and chat logged, and gets no positions', () => {
    expect(ask({ type: 'realtimePosInterval', intervalMs: 200 })).toEqual([]);
    expect(lines.at(-1)).toBe('UDP_PLUGIN: Realtime pos interval now set to: 200 ms');
    ask({ type: 'broadcastChat', message: 'hello' });
    expect(lines.slice(-2)).toEqual(['UDP_PLUGIN: Broadcast chat MESSAGE: hello', 'SERVERCHAT: hello']);
    ask({ type: 'sendChat', carId: 12, message: 'slow down' });
    expect(lines.at(-1)).toBe('UDP_PLUGIN: Send chat to car 12 MESSAGE: slow down');
  });
});

describe('a driver who is still loading', () => {
  it('is not connected yet', () => {
    const { during, receive, packets, server } = simulate();
    during(17_000);
    receive({ type: 'getCarInfo', carId: 12 });
    server.close();
    expect(packets.at(-1)).toMatchObject({ type: 'carInfo', isConnected: false, driverName: 'Alvada Rioal' });
  });
});

describe('a request for session info without an index', () => {
  it('is answered with another session than the current one', () => {
    const { receive, sent, server } = simulate();
    receive({ type: 'getSessionInfo', sessionIndex: null });
    server.close();
    expect(sent('sessionInfo')).toMatchObject([{ sessionIndex: 1, currentSessionIndex: 0 }]);
  });
});

describe('the session time', () => {
  it('advances with the replay, through cut silences and the wait for the lights', () => {
    const { clock, receive, sent, server } = simulate();
    const zeros = new Map<number, Set<number>>();
    while (sent('endSession').length < 2) {
      receive({ type: 'getSessionInfo', sessionIndex: -1 });
      const info = sent('sessionInfo').at(-1);
      const zero = clock.monotonic() - (info?.elapsedMs ?? 0);
      const index = info?.sessionIndex ?? -1;
      zeros.set(index, (zeros.get(index) ?? new Set()).add(zero));
      clock.advance(1_000);
    }
    server.close();
    expect([...zeros.keys()]).toEqual([0, 1]);
    for (const [, each] of zeros) expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(2);
  });
});
