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

// What these say costs nothing, and there is one a second of the first.
const WITHOUT_COST = new Set(['vad_metrics', 'eou_metrics', 'eot_inference_metrics', 'interruption_metrics', 'avatar_metrics']);
const FLUSH_AT = 200;

export function keepUsage(ctx, session, put, { sessionReportToJSON, project } = {}) {
  let lines = [];
  const day = () => new Date().toISOString().slice(0, 10);
  const flush = async () => {
    const full = lines;
    lines = [];
    if (full.length > 0) {
      await put(`usage/livekit-agent-metrics/dt=${day()}/${ctx.job.id}-${randomUUID()}.jsonl`, full.join('\n') + '\n');
    }
  };
  session.on('metrics_collected', ({ metrics }) => {
    if (WITHOUT_COST.has(metrics.type)) {
      return;
    }
    const { id, room } = ctx.job;
    const head = { session_id: room.sid, job_id: id, room: room.name, project_id: project };
    lines.push(JSON.stringify({ ...head, observed_at: new Date().toISOString(), event: metrics }));
    if (lines.length >= FLUSH_AT) {
      flush().catch((error) => console.error('usage was not kept:', error));
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
  return async (path, text) => {
    const target = join(landing, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.tmp`, text);
    await rename(`${target}.tmp`, target);
  };
}
