import { hasFiles } from '../../config/server.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { readTrackFiles, type TrackMap } from './files.ts';
import type { LearntLine } from './line.ts';
import { TrackTable } from './table.ts';
import { TrackWatch } from './watch.ts';

/** What is known of the track that one game server runs. */
export interface ServerTrack {
  /** Undefined until enough laps were driven on it. */
  line(): LearntLine | undefined;
  /** The game's own picture of the track, if its files are accessible. */
  map(): TrackMap | undefined;
  close(): void;
}

export type TrackLive = Pick<LiveServer, 'id' | 'config' | 'store' | 'clock' | 'log' | 'bus' | 'state' | 'plugin'>;

export function openTrack(live: TrackLive): ServerTrack {
  const { id, config, store, clock, log, bus, state, plugin } = live;
  const warn = (sentence: string): void => log.warn({ server: id }, sentence);
  const watch = new TrackWatch({
    table: new TrackTable(store),
    filesOf: (key) => (hasFiles(config) ? readTrackFiles(config.directory, key, warn) : { sections: [] }),
    state,
    clock,
    onFault: (err) => log.warn({ err, server: id }, 'the line of the track could not be kept'),
  });
  const stopWatching = plugin.watch((packet) => watch.hear(packet));
  const stopFollowing = plugin.followPositions((packet, { monotonic }) => watch.follow(packet, monotonic));
  const stopListening = bus.live((event) => {
    if (event.type === 'sessionStarted') watch.sessionStarted(event.facts);
  });
  return {
    line: () => watch.line(),
    map: () => watch.map(),
    close() {
      stopWatching();
      stopFollowing();
      stopListening();
      watch.close();
    },
  };
}
