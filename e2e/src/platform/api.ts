import type { RequestDetail } from '@heliograph/contracts/request';

/** Asks the REST API for a request until it is there; the test's own time limit ends a wait in vain. */
export async function untilLogged(webUrl: string, key: string, id: string): Promise<RequestDetail> {
  for (;;) {
    const answer = await fetch(`${webUrl}/api/v1/requests/${id}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (answer.ok) return (await answer.json()) as RequestDetail;
    if (answer.status !== 404) throw new Error(`${answer.status} ${await answer.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
