import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../kit/clock.ts';

/** The passwords that can be typed in the game. */
export type Password = 'admin' | 'spectator';

/** Who has proved in the game that they may do more. In memory: rights end with the connection. */
export interface Rights {
  /** `silent`: too many wrong ones; whoever guesses learns nothing from then on. */
  login(guid: string, kind: Password, typed: string): 'granted' | 'refused' | 'silent';
  has(guid: string, kind: Password): boolean;
  isSilenced(guid: string): boolean;
  /** The driver left. */
  forget(guid: string): void;
  forgetEveryone(): void;
}

export interface RightsOptions {
  readonly clock: Clock;
  /** An empty or absent one is never right. */
  readonly passwords: () => Readonly<Partial<Record<Password, string>>>;
}

const FAILURES = 3;
const FAILURES_MS = 60_000;

export function createRights({ clock, passwords }: RightsOptions): Rights {
  const granted = new Set<string>();
  const failures = new Map<string, number[]>();

  const recentFailures = (guid: string): number[] =>
    (failures.get(guid) ?? []).filter((at) => at > clock.monotonic() - FAILURES_MS);
  const isSilenced = (guid: string): boolean => recentFailures(guid).length >= FAILURES;
  const key = (guid: string, kind: Password): string => `${kind} ${guid}`;

  return {
    login(guid, kind, typed) {
      if (isSilenced(guid)) return 'silent';
      if (!isRight(typed, passwords()[kind] ?? '')) {
        failures.set(guid, [...recentFailures(guid), clock.monotonic()]);
        return 'refused';
      }
      granted.add(key(guid, kind));
      return 'granted';
    },
    has: (guid, kind) => granted.has(key(guid, kind)),
    isSilenced,
    // Leaving does not wipe out what was guessed: a rejoin would be a new try.
    forget(guid) {
      granted.delete(key(guid, 'admin'));
      granted.delete(key(guid, 'spectator'));
    },
    forgetEveryone: () => granted.clear(),
  };
}

/** Hashed first, so that the comparison tells neither length nor place of a difference. */
function isRight(typed: string, password: string): boolean {
  if (password === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typed), digest(password));
}
