import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/projects-list.tsx'),
  route('projects/:id', 'routes/project.tsx'),
  route('sign-up', 'routes/sign-up.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-out', 'routes/sign-out.tsx'),
  route('auth/google', 'routes/auth-google.ts'),
  route('auth/google/callback', 'routes/auth-google-callback.tsx'),
  route('api/projects', 'routes/api/projects.ts'),
  route('api/projects/:id', 'routes/api/project.ts'),
  route('api/projects/:id/revisions', 'routes/api/project-revisions.ts'),
  route('api/projects/:id/revisions/:revision/restore', 'routes/api/project-revision-restore.ts'),
  route('api/auth/*', 'routes/api/auth.ts'),
  route('api/*', 'routes/api/not-found.ts'),
  route('healthz', 'routes/healthz.ts'),
  route('readyz', 'routes/readyz.ts'),
  route('metrics', 'routes/metrics.ts'),
  route('app-shell', 'routes/app-shell.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
