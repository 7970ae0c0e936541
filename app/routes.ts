import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/projects-list.tsx'),
  route('projects/:id', 'routes/project.tsx'),
  route('app-shell', 'routes/app-shell.tsx'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
