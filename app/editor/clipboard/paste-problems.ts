export const onlyLookedAt = 'This project can only be looked at: nothing can be pasted.'
export const noScreen = 'Add a screen first: there is nothing yet to paste onto.'
export const notFetched = 'Paste could not be fetched: the server cannot be reached. Your work is saved.'
