/** What the settings of a project demand of its environments. */
import { matchesWhole } from '../base/pattern.ts';
import { MOST_TAGS } from '../definition/shapes.ts';
import { demandsOn } from '../topology/demands.ts';
import { OWN_TAGS } from '../topology/tags.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

const SOURCE = 'the settings of the project: vedette.config.ts, or vedette.config.json';

export const projectName: Rule = {
  name: 'project-name',
  severity: 'error',
  waivable: false,
  summary: 'The name of the environment is one that the settings of the project allow.',
  why: 'People and programs tell by the name what an environment is for.',
  source: SOURCE,
  remedy: 'give a name that matches, or change the setting',
  check(environment) {
    const { name, demands } = environment;
    return demandsOn(environment, demands?.names).flatMap(({ setting, wanted }) => {
      const matches = matchesWhole(wanted, name);
      return violatedWhen(matches !== true, {
        field: 'name',
        message: `${name} does not match ${setting} of ${demands?.file}, which is ${wanted}${matches === undefined ? ', or only after a long time' : ''}`,
      });
    });
  },
};

export const projectSize: Rule = {
  name: 'project-size',
  severity: 'error',
  waivable: false,
  summary: 'Every host has a size that the settings of the project allow.',
  why: 'Another size may cost more than the project means to pay, or have no discount that it has.',
  source: SOURCE,
  remedy: 'give one of them, or change the setting',
  check(environment) {
    const { hosts, demands } = environment;
    return demandsOn(environment, demands?.sizes).flatMap(({ setting, wanted }) =>
      hosts.flatMap(({ name, size }) =>
        violatedWhen(!wanted.includes(size), {
          field: `hosts.${name}.size`,
          message: `${size} is not among ${setting} of ${demands?.file}, which are ${wanted.join(', ')}`,
        }),
      ),
    );
  },
};

export const projectTags: Rule = {
  name: 'project-tags',
  severity: 'error',
  waivable: false,
  summary:
    'The environment gives no other value to a tag of the settings of the project, and AWS takes all of its tags.',
  why: 'Costs and rights are told apart by tags that every environment has, and AWS refuses resources with more tags.',
  source: 'EC2 user guide, tag restrictions: 50 tags',
  remedy: 'leave the tag out, or change the setting',
  check({ definition, aws, demands }) {
    if (demands === undefined) return [];
    const own = definition.aws?.tags ?? {};
    const others = Object.entries(demands.tags).filter(
      ([tag, value]) => Object.hasOwn(own, tag) && own[tag] !== value,
    );
    const count = Object.keys(aws.tags).filter((tag) => !tag.startsWith(OWN_TAGS)).length;
    return [
      ...others.map(([tag, value]) => ({
        field: `aws.tags.${tag}`,
        message: `${own[tag]} is not ${value}, which all.tags of ${demands.file} gives every environment`,
      })),
      ...violatedWhen(count > MOST_TAGS, {
        field: 'aws.tags',
        message: `${count} tags, with those of all.tags of ${demands.file}, are more than the ${MOST_TAGS} that AWS takes beside those of vedette`,
        remedy: 'leave some of them out',
      }),
    ];
  },
};
