// npm's akismet-api, unmodified. It puts the key before the host's name, so names below spam.test lead to this
// machine here, as a wildcard entry in a site's DNS leads to its service.
const dns = require('dns')
const lookup = dns.lookup
dns.lookup = (name, options, done) => {
  const own = name === 'spam.test' || name.endsWith('.spam.test')
  return lookup(own ? '127.0.0.1' : name, options, done)
}
const { AkismetClient } = require('akismet-api')

async function main([port, key]) {
  const options = { protocol: 'http', host: `spam.test:${port}`, blog: 'https://blog.example', key }
  const client = new AkismetClient(options)
  const wrong = new AkismetClient({ ...options, key: '0123456789ab' })
  const comment = { ip: '203.0.113.9', useragent: 'Mozilla/5.0', name: 'Eva', email: 'eva@x.example' }
  const text = content => ({ ...comment, content, type: 'comment', permalink: 'https://blog.example/a/' })
  const told = {
    valid: await client.verifyKey(),
    invalid: await wrong.verifyKey(),
    ham: await client.checkSpam(text('Schöne Grüße')),
    spam: await client.checkSpam(text('our casino')),
    honeypot: await client.checkSpam({ ...text('Hello'), honeypot: 'filled by a machine' }),
    test: await client.checkSpam({ ...text('Hello'), name: 'viagra-test-123', isTest: true }),
    administrator: await client.checkSpam({ ...text('our casino'), role: 'administrator' })
  }
  await client.submitSpam(text('a new kind of it'))
  told.learned = await client.checkSpam(text('a new kind of it'))
  await client.submitHam(text('a new kind of it'))
  told.unlearned = await client.checkSpam(text('a new kind of it'))
  told.refused = await wrong.checkSpam(text('Hello')).catch(error => error.message)
  console.log(JSON.stringify(told))
}

main(process.argv.slice(2))
