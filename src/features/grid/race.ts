/** Whether a race and a list can make a grid. */
import type { EntrySlot } from '../../acserver/ini/entryList.ts';
import type { ServerCfg } from '../../acserver/ini/serverCfg.ts';
import type { FinishedRace } from '../../acserver/results/finished.ts';

type Place = Pick<ServerCfg, 'track' | 'layout'>;

/** Why these results cannot make this server's grid; undefined if they can. */
export function raceProblem(race: Omit<FinishedRace, 'cars' | 'order'>, cfg: Place, name: string): string | undefined {
  if (race.type !== 'RACE') return `${name} holds the results of ${race.type || 'no session'}, not of a race.`;
  const [driven, next] = [race, cfg].map(placeInWords);
  if (sameFolder(race.track, cfg.track) && same(race.layout, cfg.layout)) return undefined;
  return `${name} is a race at ${driven}, but server_cfg.ini has ${next}; the grid was left as it is.`;
}

/** Why a list has no grid that could be ordered; undefined if it has one. */
export function listProblem(slots: readonly EntrySlot[], name: string): string | undefined {
  if (slots.length === 0) return `${name} has no [CAR_0]: there is no grid to order.`;
  const holders = new Map<string, number>();
  for (const { carId, guids } of slots) {
    for (const guid of guids) {
      const other = holders.get(guid);
      if (other !== undefined)
        return `${name} has GUID ${guid} in CAR_${other} and in CAR_${carId}: remove one of them first.`;
      holders.set(guid, carId);
    }
  }
  return undefined;
}

/** "suzuka (suzukaeast)" */
export const placeInWords = ({ track, layout }: Place): string => (layout === '' ? track : `${track} (${layout})`);

/** Content Manager writes `csp/<build>/../<track>`; acServer's results may have all of it or only the last part. */
const sameFolder = (one: string, other: string): boolean => same(lastPart(one), lastPart(other));

const lastPart = (track: string): string => track.split(/[\\/]/).at(-1) ?? track;

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
