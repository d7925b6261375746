import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { renderEnvironment } from '../render/host-files.ts';
import type { Environment } from '../topology/environment.ts';
import { addHosts } from './hosts.ts';
import { addImage } from './image.ts';
import { addNetwork } from './network.ts';
import { addOutputs } from './outputs.ts';
import { addProvider } from './provider.ts';
import { addSecurity } from './security.ts';
import { addState } from './state.ts';

/** An environment in AWS: one stack, one state. */
export class EnvironmentStack extends TerraformStack {
  /** @throws UserError if a text of the environment cannot pass through Terraform unchanged */
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment.name);
    const files = renderEnvironment(environment);
    addProvider(this, environment);
    addState(this, environment);
    const network = addNetwork(this, environment);
    const security = addSecurity(this, environment, network);
    const image = addImage(this, environment);
    addHosts(this, environment, files, { network, security, image });
    addOutputs(this, environment, files, security);
  }
}
