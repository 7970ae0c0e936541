export default function Page() {
  return <main>app-shell</main>
}
