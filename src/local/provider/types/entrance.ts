/** Endpoints for logging in. Recorded only: on this machine `vedette local exec` is the way onto a host. */
import { ACCOUNT_ID } from '../../credentials.ts';
import { ApiError, ec2Arn, ec2Id, type ResourceTypes } from '../resource-type.ts';

export const ENTRANCES: ResourceTypes = {
  aws_ec2_instance_connect_endpoint: {
    refersTo: { subnet_id: 'aws_subnet', security_group_ids: 'aws_security_group' },
    newId: ec2Id('eice'),
    decides: (id, { subnet_id: subnet }, { account, find }) => {
      const { vpc_id = '', availability_zone = '' } = find('aws_subnet', subnet)?.attributes ?? {};
      return {
        arn: ec2Arn(account, 'instance-connect-endpoint', id),
        availability_zone,
        dns_name: `${id}.ec2-instance-connect-endpoint.${account.region}.amazonaws.com`,
        ip_address_type: 'ipv4',
        network_interface_ids: [ec2Id('eni')()],
        owner_id: ACCOUNT_ID,
        vpc_id,
      };
    },
    checks: (id, { subnet_id: subnet }, { find, all }) => {
      const vpc = find('aws_subnet', subnet)?.attributes.vpc_id;
      const other = all('aws_ec2_instance_connect_endpoint').find(
        (each) => each.id !== id && each.attributes.vpc_id === vpc,
      );
      if (other !== undefined)
        throw new ApiError('InstanceConnectEndpointLimitExceeded', `The VPC has ${other.id} already`);
    },
  },
};
