/** The program of the thread in which large results are worked out. */
import { serveJobs } from '../../kit/threadJobs.ts';
import { type ResultsJob, workOn } from './work.ts';

serveJobs((job) => workOn(job as ResultsJob));
