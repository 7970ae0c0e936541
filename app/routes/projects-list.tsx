export default function Page() {
  return <main>projects-list</main>
}
