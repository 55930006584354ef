import type { AnswerOf } from '../../command/answer.ts';
import type { Sentence } from '../../kit/sentence.ts';
import { compactTimestamp, type JsonFrame, message } from './shape.ts';

/** Desktop clients take these texts for the state of the server, so they are only sent once it has been reached. */
const TEXTS = {
  started: ['Assetto Corsa server started'],
  stopped: ['Assetto Corsa server stopped'],
  restarted: ['Assetto Corsa server stopped', 'Assetto Corsa server started'],
} as const;

type Process = AnswerOf<'process'>;

export const processFrames = ({ change, advice }: Process): readonly JsonFrame[] => [
  ...TEXTS[change].map(message),
  ...advised(advice),
];

/** The newer original reports the process first, and then the server. */
export const newerProcessFrames = ({ change, info, advice }: Process): readonly JsonFrame[] => [
  ...(change === 'started' ? [] : [message('AC Server server stopped'), ...TEXTS.stopped.map(message)]),
  ...(change === 'stopped' ? [] : [started(info.startedAt), ...TEXTS.started.map(message)]),
  ...advised(advice),
];

const started = (startedAt: number | undefined): JsonFrame => ({
  data: { msg: 'AC Server started', 'AC Server': processFields('acServer', startedAt, true) },
});

/** The place on disk is not revealed. */
export const processFields = (command: string, startedAt: number | undefined, running: boolean) => ({
  cmd: [command],
  cwd: null,
  timestamp: compactTimestamp(startedAt),
  running,
});

const advised = (advice: Sentence | undefined): readonly JsonFrame[] => (advice === undefined ? [] : [message(advice)]);
