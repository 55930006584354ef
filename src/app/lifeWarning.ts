import { lifeWarning, type Surroundings } from '../acserver/process.ts';
import type { Config } from '../config/environment.ts';
import { isManaged } from '../config/server.ts';

/** Why the running race would end with Pitwall; undefined where it would not, or whoever runs it knows that already. */
export function lifeWarningOf(
  { servers, lifeWarning: isWanted }: Pick<Config, 'servers' | 'lifeWarning'>,
  surroundings: () => Surroundings,
): string | undefined {
  return isWanted && servers.some(isManaged) ? lifeWarning(surroundings()) : undefined;
}
