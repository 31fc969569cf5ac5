import { request } from "node:http";
import { toPhpForm } from "./php-form.ts";

export interface EventDelivery {
  readonly url: string;
  /** `ONCRMLEADUPDATE` */
  readonly code: string;
  readonly id: number;
  /** Sent as `auth[application_token]`. */
  readonly token: string;
  readonly at: Date;
}

/** The body of an outgoing webhook's event: the record's id and nothing of its contents. */
export function toEventBody({ code, id, token, at }: EventDelivery): string {
  return toPhpForm({
    event: code,
    event_handler_id: "709",
    data: { FIELDS: { ID: String(id) } },
    ts: String(Math.floor(at.getTime() / 1000)),
    auth: {
      domain: "portal.example",
      client_endpoint: "https://portal.example/rest/",
      server_endpoint: "https://oauth.bitrix.info/rest/",
      member_id: "d897063e1ce7c5eb9f04b9751eef5915",
      application_token: token,
    },
  });
}

/** One try, as the portal makes: what fails is lost. @returns The HTTP status, or what went wrong. */
export function deliverEvent(delivery: EventDelivery): Promise<number | string> {
  const body = toEventBody(delivery);
  return new Promise((resolve) => {
    const call = request(
      delivery.url,
      {
        method: "POST",
        agent: false,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Bitrix24 Webhook Engine",
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", (error) => resolve(error.message));
      },
    );
    call.on("error", (error) => resolve(error.message));
    call.end(body);
  });
}
