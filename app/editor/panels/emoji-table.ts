/** Emoji that pictures of a store use often, with words to find them by. */
const rows = `
😀 grinning face happy smile|😄 laughing face happy|😂 tears of joy laugh|🥰 love face hearts|😍 heart eyes love|🤩 star struck wow|😎 cool sunglasses|🤔 thinking|😴 sleeping tired|🤯 mind blown|🥳 party face celebrate|😇 angel halo|🙃 upside down|😊 blush smile|🤗 hug|🤓 nerd|😮 surprised|😢 crying sad|😡 angry|👻 ghost|🤖 robot|👽 alien|💩 poo|🎃 pumpkin halloween
👍 thumbs up like yes|👎 thumbs down no|👏 clapping applause|🙌 raised hands|🙏 thanks please pray|💪 strong muscle fitness|👋 waving hand hello|✌️ victory peace|🤞 fingers crossed luck|👌 ok hand|🤝 handshake deal|👉 pointing right|👈 pointing left|👆 pointing up|👇 pointing down|✍️ writing hand|🫶 heart hands love|👀 eyes look|🧠 brain mind|🫀 heart organ health
❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|💖 sparkling heart|💔 broken heart|💯 hundred points perfect|💥 collision boom|💫 dizzy star|💬 speech message chat|💭 thought|💤 zzz sleep
⭐ star favourite|🌟 glowing star|✨ sparkles new magic|⚡ lightning bolt fast energy|🔥 fire hot streak|💧 drop water|🌊 wave sea water|🌈 rainbow|☀️ sun sunny weather|🌤️ sun cloud weather|☁️ cloud weather|🌧️ rain weather|⛈️ storm weather|❄️ snow cold winter|🌙 moon night|🌍 globe world europe africa|🌎 globe world america|🌏 globe world asia
🎉 party popper celebrate tada|🎊 confetti celebrate|🎈 balloon party|🎁 gift present|🏆 trophy winner award|🥇 first place gold medal|🥈 second place silver medal|🥉 third place bronze medal|🏅 medal sports|🎯 target dart goal|🎮 game controller|🕹️ joystick game|🎲 dice game|🧩 puzzle|🎨 palette art colour|🎵 music note|🎧 headphones music|🎬 film video|📸 camera flash photo|📷 camera photo|🎤 microphone sing
🚀 rocket launch fast|✈️ plane travel flight|🚗 car drive|🚲 bicycle bike|🏃 running fitness|🚶 walking steps|🧘 yoga meditation|🏋️ weights gym fitness|⚽ football soccer|🏀 basketball|🎾 tennis|⛳ golf|🏔️ mountain|🏖️ beach holiday|🏠 house home|🏢 office building|🗺️ map travel|📍 pin location place|🧭 compass navigation|⛵ boat sailing|🚂 train
📱 phone mobile app|💻 laptop computer|⌚ watch time|🖥️ desktop computer|🔋 battery energy|🔌 plug power|💡 bulb idea light|🔔 bell notification|🔒 lock secure privacy|🔓 unlock open|🔑 key password|🛡️ shield secure safe|🔍 magnifier search|⚙️ gear settings|🛠️ tools build|🔗 link|📎 paper clip|✂️ scissors cut|🗑️ bin trash delete|📦 package parcel|📊 chart bars statistics|📈 chart rising growth|📉 chart falling|📅 calendar date|⏰ alarm clock time|⏱️ stopwatch time|⏳ hourglass wait
✅ check done yes|✔️ tick done|❌ cross no wrong|❗ exclamation important|❓ question|➕ plus add|➖ minus|🔄 arrows refresh sync|♻️ recycle green|⬆️ arrow up|⬇️ arrow down|⬅️ arrow left|➡️ arrow right|🆕 new|🆓 free|🔝 top|🔴 red circle|🟠 orange circle|🟡 yellow circle|🟢 green circle|🔵 blue circle|🟣 purple circle|1️⃣ one first|2️⃣ two second|3️⃣ three third|4️⃣ four|5️⃣ five
💰 money bag|💵 dollar money cash|💶 euro money|💳 credit card payment|🪙 coin money|🧾 receipt bill|🛒 shopping cart|🛍️ shopping bags|🏷️ label tag price|🏦 bank|📝 note memo write|📚 books read learn|📖 open book read|🎓 graduation learn school|✏️ pencil write edit|📌 pin|📁 folder files|📄 page document|📧 mail e-mail|📣 megaphone news|🗣️ speaking voice|🌐 web internet
🍎 apple fruit|🍌 banana fruit|🍓 strawberry fruit|🥑 avocado|🥗 salad healthy food|🍕 pizza food|🍔 burger food|🍣 sushi food|🍜 noodles food|🍰 cake|☕ coffee tea cup|🍺 beer|🍷 wine|🥤 drink cup|🍽️ plate food restaurant|🛏️ bed sleep|🛁 bath|💊 pill medicine health|🩺 stethoscope doctor health|🏥 hospital
🐶 dog pet|🐱 cat pet|🐼 panda|🦊 fox|🐻 bear|🦁 lion|🐸 frog|🐧 penguin|🦉 owl|🦄 unicorn|🐝 bee|🦋 butterfly|🐟 fish|🐬 dolphin|🐢 turtle|🌱 seedling plant grow|🌿 herb leaf plant|🍀 clover luck|🌳 tree|🌵 cactus|🌸 blossom flower|🌻 sunflower|🌹 rose|🍂 leaves autumn
👶 baby|🧒 child|👩 woman|👨 man|🧑‍💻 technologist coder|🧑‍🎨 artist|🧑‍🍳 cook|🧑‍🚀 astronaut|👨‍👩‍👧 family|👥 people users team|🇬🇧 flag united kingdom|🇺🇸 flag united states|🇩🇪 flag germany|🇫🇷 flag france|🇪🇸 flag spain|🇮🇹 flag italy|🇯🇵 flag japan|🇰🇷 flag korea|🇨🇳 flag china|🇧🇷 flag brazil|🇪🇺 flag europe|🏁 finish flag race
`

export const emojiTable: ReadonlyArray<readonly [emoji: string, words: string]> = rows
  .trim()
  .split(/[\n|]/)
  .map((row) => {
    const at = row.indexOf(' ')
    return [row.slice(0, at), row.slice(at + 1)] as const
  })
