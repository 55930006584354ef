// Whether the game server would survive the end of Pitwall.

import { existsSync, readFileSync } from 'node:fs';
import { outputOf } from './output.ts';

/** What decides whether a server outlives Pitwall. */
export interface Surroundings {
  pid: number;
  /** systemd sets INVOCATION_ID for what it starts. */
  invocationId: string | undefined;
  /** Text of /proc/self/cgroup; '' on systems other than Linux. */
  cgroup: string;
  inContainer: boolean;
  /** Name of process 1: systemd and init keep a container alive without Pitwall. */
  firstProcess: string;
  /** KillMode of a systemd unit; undefined if systemd cannot be asked. */
  killModeOf(unit: Unit): string | undefined;
}

interface Unit {
  name: string;
  /** Run by the user's own systemd (systemctl --user). */
  user: boolean;
}

/** One sentence if the end of Pitwall would also end the game server; undefined if all is well. */
export function lifeWarning(around: Surroundings): string | undefined {
  const unit = around.invocationId ? unitIn(around.cgroup) : undefined;
  if (unit) return unitWarning(unit, around.killModeOf(unit));
  if (around.pid !== 1 && !(around.inContainer && !/^(systemd|init)$/.test(around.firstProcess))) return undefined;
  return 'Pitwall shares a container with the game server: when the container stops or is replaced, the running race ends with it';
}

export function surroundings(): Surroundings {
  return {
    pid: process.pid,
    invocationId: process.env.INVOCATION_ID,
    cgroup: textOf('/proc/self/cgroup'),
    inContainer: existsSync('/.dockerenv') || existsSync('/run/.containerenv') || 'KUBERNETES_PORT' in process.env,
    firstProcess: textOf('/proc/1/comm').trim(),
    killModeOf: askSystemd,
  };
}

/**
 * The unit of a cgroup: "0::/system.slice/pitwall.service", "1:name=systemd:/..." on older systems, and for a user's
 * unit ".../user@1000.service/app.slice/pitwall.service". A login (session-3.scope) is not a unit that stops with us.
 */
export function unitIn(cgroup: string): Unit | undefined {
  const path = /^(?:0:|\d+:name=systemd):(.*\.service)(?:\/.*)?$/m.exec(cgroup)?.[1] ?? '';
  const name = path.split('/').at(-1) ?? '';
  if (name === '' || /^user@\d+\.service$/.test(name)) return undefined;
  return { name, user: /\/user@\d+\.service\//.test(path) };
}

function unitWarning({ name }: Unit, killMode: string | undefined): string | undefined {
  if (killMode === 'process' || killMode === 'none') return undefined;
  const now = killMode ? `has KillMode=${killMode}` : 'may lack KillMode=process';
  return `the systemd unit ${name} ${now}: restarting it ends the game server and the running race; add KillMode=process to [Service]`;
}

function askSystemd({ name, user }: Unit): string | undefined {
  const words = [...(user ? ['--user'] : []), 'show', '--property=KillMode', '--value', '--', name];
  return outputOf('systemctl', words, { timeout: 2000 }).trim() || undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
