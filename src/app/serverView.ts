import type { Server } from '../command/app.ts';
import type { ServerView } from '../command/view.ts';
import type { RaceState } from '../race/state.ts';
import { incidentLabel } from '../texts/incidentLabels.ts';
import { penaltyLabel } from '../texts/penaltyLabels.ts';

/** A server as its readers see it. Each part is read when it is looked at: some of them lie in files. */
export function viewOf(server: Omit<Server, 'view'>, state: () => RaceState): ServerView {
  return {
    id: server.id,
    get state() {
      return state();
    },
    get info() {
      return server.info();
    },
    get drivers() {
      return server.drivers();
    },
    get sessions() {
      return server.sessions();
    },
    get lobby() {
      return server.lobby.info();
    },
    get settableSessions() {
      return server.configuration.sessions();
    },
    grid: {
      get entries() {
        return server.grid.entries();
      },
    },
    nameable: {
      get bans() {
        return server.control.bans();
      },
      get incidents() {
        return server.incidents.list().map((incident) => ({ number: incident.number, label: incidentLabel(incident) }));
      },
      get penalties() {
        const penalties = server.penalties.list();
        const among = penalties.map(({ driver }) => driver);
        return penalties.map((penalty) => ({ number: penalty.number, label: penaltyLabel(penalty, among) }));
      },
      get involved() {
        return server.incidents.people();
      },
    },
  };
}
