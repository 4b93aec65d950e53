import { defineConfig } from 'eslint/config'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const parts = ['server', 'main', 'preload', 'renderer']

/** The parts speak through the contract only: what one knows of another would break the moment one is replaced. */
const zones = [
  ...parts.map((part) => ({
    target: `./${part}`,
    from: [...parts.filter((other) => other !== part), 'scripts', 'tests', 'bench'].map(
      (other) => `./${other}`,
    ),
    message: `${part}/ may import contract/ and itself only: what another part needs to know belongs in contract/.`,
  })),
  {
    target: './contract',
    from: [...parts, 'scripts', 'tests', 'bench'].map((other) => `./${other}`),
    message: 'contract/ imports no other part: everything stands on it.',
  },
]

export default defineConfig(
  { ignores: ['dist/', 'release/', '.cache/', 'screenshots/', 'test-results/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      // A package that is bundled as one file has no cycles with ours, and reading it takes long.
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Only main/ and preload/ run inside Electron.' }] },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['main/**', 'preload/**', 'tests/**', 'bench/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['preload/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name="ipcRenderer"][property.name=/^(send|sendSync|postMessage)$/]',
          message: 'Windows ask through the named commands of contract/ipc.ts, by invoke.',
        },
      ],
    },
  },
  {
    files: ['tests/**', 'bench/**'],
    ignores: ['tests/e2e/support/in-main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name="evaluate"]:matches([callee.object.name="app"], [callee.object.property.name="app"])',
          message: 'Its answer can be lost to the garbage collector: ask by inMain.',
        },
      ],
    },
  },
  { files: ['renderer/**'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['scripts/**', 'bench/**', 'tests/**'], rules: { 'no-console': 'off' } },
)
