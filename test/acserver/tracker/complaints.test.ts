import { describe, expect, it } from 'vitest';
import { complaintsIn, gatherComplaints } from '../../../src/acserver/tracker/complaints.ts';
import { FakeClock } from '../../fakes/clock.ts';

const traceback = [
  'Traceback (most recent call last):',
  '  File "stracker.py", line 12, in main',
  '    start()',
  'RuntimeError: cannot bind',
];

describe('the complaints of stracker', () => {
  it('are errors and complete tracebacks', () => {
    const lines = ['stracker 3.5.1', 'ERROR: no database', ...traceback, 'goes on', '2016-01-01 [ERROR] again'];
    expect(complaintsIn(lines)).toEqual(['ERROR: no database', ...traceback, '2016-01-01 [ERROR] again']);
  });

  it('are not similar words', () => {
    expect(complaintsIn(['no ERRORS', 'TERROR', 'driver Mirror joined', 'error'])).toEqual([]);
  });

  it('name nobody: neither a GUID nor an address, and no chat', () => {
    const said = ['ERROR: 76561197900000001 from 192.0.2.7:9600 is no driver', 'ERROR after CHAT [Ada]: hello'];
    const clean = ['ERROR: [GUID] from [address] is no driver'];
    expect(complaintsIn(said)).toEqual(clean);
    const clock = new FakeClock();
    const told: (readonly string[])[] = [];
    gatherComplaints(clock, (lines) => told.push(lines)).read(said);
    clock.advance(1000);
    expect(told).toEqual([clean]);
  });

  it('are reported together, a moment after the first', () => {
    const clock = new FakeClock();
    const told: (readonly string[])[] = [];
    const complaints = gatherComplaints(clock, (lines) => told.push(lines));
    complaints.read(traceback.slice(0, 2));
    complaints.read(['    start()']);
    complaints.read(['RuntimeError: cannot bind', 'fine']);
    expect(told).toEqual([]);
    clock.advance(1000);
    expect(told).toEqual([traceback]);
  });

  it('are reported once in ten minutes, with limited size', () => {
    const clock = new FakeClock();
    const told: (readonly string[])[] = [];
    const complaints = gatherComplaints(clock, (lines) => told.push(lines));
    for (let minute = 0; minute < 20; minute++) {
      complaints.read(Array.from({ length: 1000 }, () => `ERROR ${'x'.repeat(10_000)}`));
      clock.advance(60_000);
    }
    expect(told.map((lines) => lines.length)).toEqual([20, 20]);
    expect(Math.max(...told.flat().map((line) => line.length))).toBe(300);
  });

  it('are not reported after closing', () => {
    const clock = new FakeClock();
    const told: unknown[] = [];
    const complaints = gatherComplaints(clock, (lines) => told.push(lines));
    complaints.read(['ERROR']);
    complaints.close();
    clock.advance(10_000);
    expect(told).toEqual([]);
  });
});
