/** A service of AWS that programs of this machine ask, where it is the cloud. */
import type { SignatureError, SignedRequest } from '../sigv4.ts';

/** An answer of a service. */
export interface Answer {
  readonly status: number;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default nothing */
  readonly body?: string | Uint8Array;
}

/** One service. */
export interface AccountService {
  /** As signatures name it: `s3`. */
  readonly name: string;
  /** The variable that leads programs to it (AWS SDKs and tools, service-specific endpoints). */
  readonly variable: string;
  /** Answers a request whose signature holds. */
  answer(request: SignedRequest): Promise<Answer>;
  /** Refuses a request whose signature does not hold, in the form of the service. */
  refuse(error: SignatureError): Answer;
}
