import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completion } from './payloads.mjs';

/** nginx with one worker, in the foreground, with a configuration of its own under `folder`. */
async function run(folder, name, server, cpu) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.conf`);
  await writeFile(
    file,
    `worker_processes 1;
daemon off;
pid ${folder}/${name}.pid;
error_log ${folder}/${name}.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 3600s;
  client_max_body_size 600m;
  client_body_buffer_size 2m;
  client_body_temp_path ${folder}/${name}-body;
  proxy_temp_path ${folder}/${name}-proxy;
  fastcgi_temp_path ${folder}/${name}-fastcgi;
  uwsgi_temp_path ${folder}/${name}-uwsgi;
  scgi_temp_path ${folder}/${name}-scgi;
  ${server}
}
`,
  );
  return spawn(
    'taskset',
    ['-c', String(cpu), 'nginx', '-c', file, '-p', folder, '-e', `${folder}/${name}.log`],
    {
      stdio: 'inherit',
    },
  );
}

/** The provider of the bench: answers every path with one chat completion. */
export function startUpstream(folder, port, cpu) {
  return run(
    folder,
    'upstream',
    `server {
      listen 127.0.0.1:${port} backlog=4096;
      location / {
        default_type application/json;
        add_header x-request-id req_0123456789abcdef;
        add_header openai-processing-ms 412;
        add_header openai-version 2020-10-01;
        return 200 '${completion}';
      }
    }`,
    cpu,
  );
}

/** nginx as a reverse proxy with kept-alive connections to the upstream. */
export function startReverseProxy(folder, port, upstreamPort, streamPort, cpu) {
  return run(
    folder,
    'reverse-proxy',
    `upstream provider { server 127.0.0.1:${upstreamPort}; keepalive 512; keepalive_requests 100000000; }
    upstream streams { server 127.0.0.1:${streamPort}; keepalive 64; }
    server {
      listen 127.0.0.1:${port} backlog=4096;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      location / { proxy_pass http://provider; }
      location /stream { proxy_pass http://streams; }
    }`,
    cpu,
  );
}
