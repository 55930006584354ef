/** The program of the thread that works out large results. */
import { serveJobs } from '../../kit/threadJobs.ts';
import { type ResultsJob, workOn } from './work.ts';

serveJobs((job) => workOn(job as ResultsJob));
