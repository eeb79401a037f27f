// Makes a LiveKit agent in JavaScript leave its usage where Voxledger finds it.
//
//   keepUsage(ctx, session, toFolder(process.env.VOXLEDGER_LANDING), voice);
//
// in the entrypoint, after `new voice.AgentSession(…)`, with `voice` of @livekit/agents. Where one
// landing area serves several projects, say { ...voice, project }. For a bucket, give a function
// (path, text) => Promise of your own instead of toFolder: one PutObject of @aws-sdk/client-s3.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What these say costs nothing, and there is one a second of the first.
const WITHOUT_COST = new Set(['vad_metrics', 'eou_metrics', 'eot_inference_metrics', 'interruption_metrics', 'avatar_metrics']);
const FLUSH_AT = 200;
// About 10 MB. A landing area that is away must not take the agent's memory; the report still has the sums.
const KEPT_AT_MOST = 10_000;

export function keepUsage(ctx, session, put, { sessionReportToJSON, project } = {}) {
  let lines = [];
  let events = 0;
  let flushed = Promise.resolve();
  const day = () => new Date().toISOString().slice(0, 10);
  const putLines = async () => {
    const taken = lines;
    lines = [];
    try {
      if (taken.length > 0) {
        // A new name for each attempt: lines of one that was stored all the same are known as duplicates.
        await put(`usage/livekit-agent-metrics/dt=${day()}/${ctx.job.id}-${randomUUID()}.jsonl`, taken.join('\n') + '\n');
      }
    } catch (error) {
      lines = [...taken, ...lines];
      console.error(`${lines.length} lines of usage are not put yet:`, error);
    }
  };
  // One after the other, so that the last one waits for those under way. Never rejects: the report is written whatever happens.
  const flush = () => (flushed = flushed.then(putLines));
  session.on('metrics_collected', ({ metrics }) => {
    if (WITHOUT_COST.has(metrics.type)) {
      return;
    }
    const { id, room } = ctx.job;
    const head = { session_id: room.sid, job_id: id, room: room.name, project_id: project };
    if (lines.length < KEPT_AT_MOST) {
      lines.push(JSON.stringify({ ...head, observed_at: new Date().toISOString(), event: metrics }));
    }
    events += 1;
    if (events % FLUSH_AT === 0) {
      flush();
    }
  });
  ctx.addShutdownCallback(async () => {
    await flush();
    const report = sessionReportToJSON(ctx.makeSessionReport(session));
    delete report.chat_history; // words of people are not needed to price them
    await put(`usage/livekit-session-report/dt=${day()}/${ctx.job.id}.json`, JSON.stringify({ ...report, project_id: project }));
  });
}

export function toFolder(landing) {
  const folder = folderOf(landing);
  return async (path, text) => {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.tmp`, text);
    await rename(`${target}.tmp`, target);
  };
}

// The folder that the nightly job means by the same words: only `file://` has escapes.
function folderOf(landing) {
  if (landing.startsWith('file:')) {
    return landing.startsWith('file://') ? fileURLToPath(landing) : landing.slice('file:'.length);
  }
  if (landing.includes('://')) {
    throw new Error('this landing area is not a folder: give keepUsage a function of your own that puts into it');
  }
  return landing;
}
