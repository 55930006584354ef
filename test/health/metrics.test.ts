import { describe, expect, test } from 'vitest';
import { writeMetrics } from '../../src/health/metrics.ts';
import { figures, gt3 } from './made.ts';

const lines = (changes: Partial<typeof figures> = {}): string[] => writeMetrics({ ...figures, ...changes }).split('\n');
const values = (changes: Partial<typeof figures> = {}): string[] =>
  lines(changes).filter((line) => !line.startsWith('#') && line !== '');

describe('the metrics', () => {
  test('contain all figures in seconds and bytes', () => {
    expect(values()).toEqual([
      'pitwall_build_info{version="1.2.3"} 1',
      'pitwall_discord_connected 1',
      'pitwall_discord_identify_remaining 990',
      'pitwall_outbox_waiting 4',
      'pitwall_outbox_oldest_seconds 2.5',
      'pitwall_outbox_in_doubt 1',
      'pitwall_store_bytes 4096',
      'pitwall_store_writable 1',
      'pitwall_disk_free_bytes 1000000000',
      'pitwall_last_backup_seconds 3600',
      'pitwall_event_loop_delay_p99_seconds 0.0125',
      'pitwall_server_state{server="gt3"} 1',
      'pitwall_drivers{server="gt3"} 8',
      'pitwall_incidents_open{server="gt3"} 2',
      'pitwall_udp_last_seconds{server="gt3"} 1.5',
      'pitwall_udp_dropped_total{server="gt3"} 3',
      'pitwall_udp_foreign_total{server="gt3"} 0',
      'pitwall_log_lag_seconds{server="gt3"} 0',
    ]);
  });

  test('contain the state of each edge on a hub, and the waiting rows on an edge', () => {
    const heard = { edge: 'spa', isHeard: true, heardMs: 800, rowsBehind: 12, clockAheadMs: -2500 };
    const away = { edge: 'eifel', isHeard: false, heardMs: 60_000, rowsBehind: undefined, clockAheadMs: undefined };
    const said = values({ edges: [heard, away] });
    expect(said.filter((line) => line.includes('edge'))).toEqual([
      'pitwall_edge_connected{edge="spa"} 1',
      'pitwall_edge_connected{edge="eifel"} 0',
      'pitwall_edge_heartbeat_seconds{edge="spa"} 0.8',
      'pitwall_edge_heartbeat_seconds{edge="eifel"} 60',
      'pitwall_edge_rows_behind{edge="spa"} 12',
      'pitwall_edge_clock_ahead_seconds{edge="spa"} -2.5',
    ]);
    expect(values({ rowsForHub: 7 })).toContain('pitwall_hub_rows_waiting 7');
  });

  // prometheus.io/docs/instrumenting/exposition_formats: one HELP and one TYPE before the samples of a metric. Each
  // line ends with a line feed, including the last one.
  test('follow the text format of Prometheus', () => {
    const all = lines({ servers: [gt3, { ...gt3, id: 'gt4' }] });
    expect(all.at(-1)).toBe('');
    const names = all.flatMap((line) => /^# HELP (\S+) \S.*$/.exec(line)?.[1] ?? []);
    expect(new Set(names).size).toBe(names.length);
    for (const [index, line] of all.slice(0, -1).entries()) {
      if (line.startsWith('# HELP')) continue;
      const type = /^# TYPE ([a-zA-Z_:][\w:]*) (gauge|counter)$/.exec(line);
      if (type) expect(all[index - 1]).toMatch(`# HELP ${type[1]} `);
      else expect(line).toMatch(/^pitwall_\w+(\{\w+="[^"\n]*"\})? -?[\d.e+]+$/);
    }
    const of = (name: string) => all.filter((line) => line.startsWith(name)).length;
    expect(of('pitwall_drivers{')).toBe(2);
  });

  test('leave out unknown values', () => {
    const unknown = { ...gt3, isRunning: undefined, udpSilentMs: undefined, logLagMs: undefined };
    const store = { ...figures.store, freeBytes: undefined, lastBackupMs: undefined };
    const said = values({ servers: [unknown], store }).join('\n');
    expect(said).toContain('pitwall_server_state{server="gt3"} 2');
    expect(said).not.toMatch(/udp_last|log_lag|disk_free|last_backup|undefined|NaN/);
    expect(lines({ servers: [unknown] }).join('\n')).not.toContain('# HELP pitwall_log_lag_seconds');
  });

  test('escape label values', () => {
    const version = 'a"b\\c\nd';
    expect(values({ version })[0]).toBe('pitwall_build_info{version="a\\"b\\\\c\\nd"} 1');
  });
});
